namespace MedAgg.Jobs.Fetching;

/// <summary>One file to fetch to a local path.</summary>
/// <param name="Url">The lasting address of the file; redirects to short-lived ones are followed anew on every resume.</param>
/// <param name="TargetFile">Where the finished file will be. Beside it lie <c>.part</c> and <c>.part.json</c> until then, and a later call with the same target resumes from them.</param>
public sealed record DownloadRequest(string Url, string TargetFile)
{
    /// <summary>Size in bytes that the source states; null when unknown.</summary>
    public long? ExpectedBytes { get; init; }

    /// <summary>Checksum that the source states as <c>md5:hex</c>, <c>sha1:hex</c> or <c>sha256:hex</c>; null without one.</summary>
    public string? ExpectedChecksum { get; init; }

    public SourceCredentials? Credentials { get; init; }

    /// <summary>Whether a web page is a wanted answer. Default no: it is refused as a login or error page.</summary>
    public bool AcceptsHtml { get; init; }

    /// <summary>Told about at most ten times a second, and at the end.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }
}
