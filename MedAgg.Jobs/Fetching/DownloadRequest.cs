namespace MedAgg.Jobs.Fetching;

/// <summary>One file to fetch to a local path.</summary>
/// <param name="Url">The lasting address of the file; redirects to short-lived ones are followed anew on every resume.</param>
/// <param name="TargetFile">Where the finished file will be. Beside it lie <c>.part</c> and <c>.part.json</c> until then, and a later call with the same target resumes from them.</param>
public sealed record DownloadRequest(string Url, string TargetFile)
{
    /// <summary>Size in bytes that the source states; null when unknown.</summary>
    public long? ExpectedBytes { get; init; }

    /// <summary>Checksum that the source states, in the form of <see cref="Checksum"/>; null without one. A Git object name needs <see cref="ExpectedBytes"/>.</summary>
    public string? ExpectedChecksum { get; init; }

    public SourceCredentials? Credentials { get; init; }

    /// <summary>Further request headers, for example <c>Accept</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Other addresses of the same bytes, asked in turn when the first one does not give them. What one sent is never continued by another.
    /// </summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>Version of the file that is at hand already; when the source says that it is still this one, nothing is sent. Null without one.</summary>
    public KnownVersion? Known { get; init; }

    /// <summary>Whether a web page is a wanted answer. Default no: it is refused as a login or error page.</summary>
    public bool AcceptsHtml { get; init; }

    /// <summary>Told of every piece that has come, and at the end: it must be quick.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Told when the bytes are received and right, while the disk still takes them.</summary>
    public Action<ArrivedFile>? Arrived { get; init; }
}

/// <summary>How a source named the version of a file that was fetched earlier.</summary>
/// <param name="ETag">Strong entity tag with its quotes; null without one.</param>
/// <param name="LastModified">As the source wrote it; null without one.</param>
public sealed record KnownVersion(string? ETag, string? LastModified);
