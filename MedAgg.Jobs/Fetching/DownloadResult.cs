using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>A finished file, or why there is none.</summary>
public sealed record DownloadResult
{
    public DownloadedFile? File { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>The source says that the file is still the one of <see cref="DownloadRequest.Known"/>; nothing was sent.</summary>
    public bool IsUnchanged { get; init; }

    internal static DownloadResult Refused(string code, string message) => new() { Refusal = new(code, message) };
}
