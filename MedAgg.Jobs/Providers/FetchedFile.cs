using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Providers;

/// <summary>A file that is in the blob store now, or why it is not.</summary>
public sealed record FetchedFile
{
    public BlobRef? Blob { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>The source still has the version that <see cref="FileRequest.Known"/> names; nothing was fetched.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Name that the source gives the file, when it is better than the planned one; null otherwise.</summary>
    public string? FileName { get; init; }

    public string? ETag { get; init; }

    /// <summary>Date of the file as its host wrote it; null without one.</summary>
    public string? LastModified { get; init; }

    /// <summary>Host that sent the bytes, after redirects; null when no host did.</summary>
    public string? Host { get; init; }

    public static FetchedFile Refused(string code, string message) => new() { Refusal = new(code, message) };
}
