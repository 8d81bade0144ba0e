using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedAgg.Domain.Catalog;

/// <summary>
/// One state of a dataset's files. It is filled while its ingestion runs and never changes once published:
/// the manifest (files with hash and place), the image facts and the profile are then facts for ever.
/// </summary>
public sealed class DatasetVersion
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private DatasetVersion()
    {
    }

    public DatasetVersion(long datasetId, int number, DateTimeOffset now)
    {
        DatasetId = datasetId;
        Number = number;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long DatasetId { get; private set; }

    /// <summary>1 for the first version of the dataset, then counting up.</summary>
    public int Number { get; private set; }

    public VersionState State { get; private set; }

    public VersionCounts Counts { get; private set; } = new();

    /// <summary>SHA-256 over the sorted manifest lines <c>sha256␠␠path\n</c>; null until published.</summary>
    public string? ManifestSha256 { get; private set; }

    /// <summary>What the inspection understood, as a JSON document; null until published.</summary>
    public string? ProfileJson { get; private set; }

    /// <summary>Where it came from, as a JSON document of <see cref="VersionSource"/>; null for versions from before that was noted.</summary>
    public string? SourceJson { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public uint RowVersion { get; private set; }

    /// <summary>Notes where the files come from.</summary>
    public void Attribute(VersionSource source) => SourceJson = JsonSerializer.Serialize(source, Json);

    /// <summary>Where it came from; null when that was not noted.</summary>
    public VersionSource? Source() => SourceJson is null ? null : JsonSerializer.Deserialize<VersionSource>(SourceJson, Json);

    /// <summary>Makes the version immutable.</summary>
    /// <exception cref="InvalidOperationException">The version is not being filled any more.</exception>
    public void Publish(VersionCounts counts, string manifestSha256, string profileJson, DateTimeOffset now)
    {
        if (State != VersionState.Filling)
            throw new InvalidOperationException($"Version {Id} is {State} and cannot be published.");

        Counts = counts;
        ManifestSha256 = manifestSha256;
        ProfileJson = profileJson;
        State = VersionState.Published;
        PublishedAt = now;
    }

    /// <summary>Gives up a version whose ingestion failed or was cancelled.</summary>
    public void Abandon()
    {
        if (State == VersionState.Filling)
            State = VersionState.Abandoned;
    }
}
