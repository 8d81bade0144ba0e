using System.Text.Json;
using System.Text.Json.Serialization;
using MedAgg.Jobs.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments;

/// <summary>The document of a run: where it reads and how its steps stand. Stored in <c>Run.StepsJson</c>.</summary>
public sealed record ExperimentProgress
{
    /// <summary>Folder of the pipeline file, for relative paths.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>First step that is done again though its files are there; null for none.</summary>
    public StepName? From { get; init; }

    /// <summary>Begun steps in order.</summary>
    public IReadOnlyList<StepProgress> Steps { get; init; } = [];

    /// <summary>Points of the training curves.</summary>
    public IReadOnlyList<EpochNews> Curves { get; init; } = [];

    private static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public static ExperimentProgress Parse(string json) => JsonSerializer.Deserialize<ExperimentProgress>(json, Options)!;

    /// <summary>The document after a step has told something.</summary>
    public ExperimentProgress With(StepState state, DateTimeOffset now)
    {
        StepProgress before = Steps.FirstOrDefault(step => step.Step == state.Step) ?? new(state.Step, state.Key, state.Phase, 0, null, now, null);
        StepProgress after = before with
        {
            Key = state.Key,
            Phase = state.Phase,
            Done = state.News?.Done ?? before.Done,
            Total = state.News?.Total ?? before.Total,
            FinishedAt = state.Phase == StepPhase.Running ? null : now,
        };
        return this with
        {
            Steps = [.. Steps.Where(step => step.Step != state.Step), after],
            Curves = state.News?.Epoch is { } epoch ? [.. Curves, epoch] : Curves,
        };
    }
}

/// <summary>How one step stands.</summary>
/// <param name="Step">Which.</param>
/// <param name="Key">Its key in the cache.</param>
/// <param name="Phase">How far.</param>
/// <param name="Done">Finished units.</param>
/// <param name="Total">All units; null when unknown.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
public sealed record StepProgress(StepName Step, string Key, StepPhase Phase, long Done, long? Total, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);
