namespace MedAgg.Domain.Ingestion;

/// <summary>One file that a provider listed for an ingestion, and how far its download has come.</summary>
public sealed class Artefact
{
    private Artefact()
    {
    }

    public Artefact(long ingestionId, int ordinal, string path, string location, long? sizeBytes, string? expectedChecksum)
    {
        IngestionId = ingestionId;
        Ordinal = ordinal;
        Path = path;
        Location = location;
        SizeBytes = sizeBytes;
        ExpectedChecksum = expectedChecksum;
    }

    public long Id { get; private set; }

    public long IngestionId { get; private set; }

    public int Ordinal { get; private set; }

    /// <summary>Path below the source, with <c>/</c>.</summary>
    public string Path { get; private set; } = "";

    public string Location { get; private set; } = "";

    /// <summary>Size in bytes that the source states; null when it does not.</summary>
    public long? SizeBytes { get; private set; }

    /// <summary>Checksum that the source states as <c>algorithm:hex</c>.</summary>
    public string? ExpectedChecksum { get; private set; }

    /// <summary>What the source's listing changes with the file's content (entity tag, file version, Git object); null when it lists nothing of the kind.</summary>
    public string? Stamp { get; private set; }

    /// <summary>Other addresses of the same bytes, asked in turn when the first one fails.</summary>
    public List<string> Mirrors { get; private set; } = [];

    /// <summary>ETag under which the partial download began; another one means another file.</summary>
    public string? ETag { get; private set; }

    /// <summary>Date of the file as its host wrote it; null without one.</summary>
    public string? LastModified { get; private set; }

    /// <summary>Host that sent the bytes, after redirects; null while there are none.</summary>
    public string? Host { get; private set; }

    /// <summary>When the bytes were complete; null while they are not.</summary>
    public DateTimeOffset? RetrievedAt { get; private set; }

    /// <summary>SHA-256 of the stored blob; null until it is complete.</summary>
    public string? Blob { get; private set; }

    public long ReceivedBytes { get; private set; }

    /// <summary>Files found in it (1 for a plain file); null until it is unpacked.</summary>
    public long? Entries { get; private set; }

    /// <summary>Notes what the listing says beside name and size.</summary>
    public void Describe(string? stamp, IEnumerable<string> mirrors)
    {
        Stamp = stamp;
        Mirrors = [.. mirrors];
    }

    public void Receive(long bytes, string? eTag)
    {
        ReceivedBytes = bytes;
        ETag = eTag;
    }

    /// <summary>Notes who sent the bytes, and when.</summary>
    public void Witness(string? host, string? lastModified, DateTimeOffset at)
    {
        Host = host;
        LastModified = lastModified;
        RetrievedAt = at;
    }

    /// <summary>Takes over what an earlier ingestion has fetched of the very same file.</summary>
    public void Reuse(Artefact earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ETag = earlier.ETag;
        Witness(earlier.Host, earlier.LastModified, earlier.RetrievedAt ?? default);
        Store(earlier.Blob!, earlier.SizeBytes ?? 0);
    }

    public void Store(string blob, long sizeBytes)
    {
        Blob = blob;
        SizeBytes = sizeBytes;
        ReceivedBytes = sizeBytes;
    }

    /// <summary>Takes the better name that the source gave with the bytes.</summary>
    public void Rename(string path) => Path = path;

    public void Unpack(long entries) => Entries = entries;

    /// <summary>Forgets the blob, which is gone: the next run fetches it again.</summary>
    public void Lose()
    {
        Blob = null;
        Entries = null;
        ReceivedBytes = 0;
    }
}
