using System.Globalization;

namespace MedAgg.Jobs.Fetching;

/// <summary>How a source names one version of a file.</summary>
/// <param name="ETag">Strong entity tag with its quotes; null without one. A weak tag says nothing about bytes.</param>
/// <param name="LastModified">As the source wrote it; null without one.</param>
/// <param name="TotalBytes">Size of the whole file; null when the source does not say.</param>
internal sealed record FileVersion(string? ETag, string? LastModified, long? TotalBytes)
{
    /// <summary>Checksum of the whole file that came with the first answer; null without one.</summary>
    public string? Checksum { get; init; }

    /// <summary>What a resumed request sends as <c>If-Range</c>; null when the version cannot be recognised again.</summary>
    public string? Validator => ETag ?? LastModified;

    public static FileVersion Of(HttpResponseMessage response)
    {
        string? eTag = response.Headers.ETag is { IsWeak: false } strong ? strong.Tag : null;
        string? modified = response.Content.Headers.LastModified?.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
        long? total = response.Content.Headers.ContentRange?.Length ?? (response.StatusCode == System.Net.HttpStatusCode.OK ? response.Content.Headers.ContentLength : null);
        return new(eTag, modified, total) { Checksum = Fetching.Checksum.Of(response) };
    }

    /// <summary>Whether a later answer is about the same bytes, as far as it says.</summary>
    public bool Agrees(FileVersion later) =>
        (ETag is null || later.ETag is null || ETag == later.ETag)
        && (ETag is not null || LastModified is null || later.LastModified is null || LastModified == later.LastModified)
        && (TotalBytes is null || later.TotalBytes is null || TotalBytes == later.TotalBytes)
        && (Checksum is null || later.Checksum is null || Checksum == later.Checksum || Fetching.Checksum.AlgorithmOf(Checksum) != Fetching.Checksum.AlgorithmOf(later.Checksum));
}
