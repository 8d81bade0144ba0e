namespace MedAgg.Domain.Experiments;

/// <summary>A pipeline over dataset versions that can be run again and again.</summary>
public sealed class Experiment
{
    private Experiment()
    {
    }

    public Experiment(string slug, string name, string pipelineYaml, Guid? ownerId, long? teamId, DateTimeOffset now)
    {
        Slug = slug;
        Name = name;
        PipelineYaml = pipelineYaml;
        OwnerId = ownerId;
        TeamId = teamId;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string PipelineYaml { get; private set; } = "";

    public Guid? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public uint RowVersion { get; private set; }
}
