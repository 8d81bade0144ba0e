using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Providers;

/// <summary>A file that is in the blob store now, or why it is not.</summary>
public sealed record FetchedFile
{
    public BlobRef? Blob { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>Name that the source gives the file, when it is better than the planned one; null otherwise.</summary>
    public string? FileName { get; init; }

    public string? ETag { get; init; }

    public static FetchedFile Refused(string code, string message) => new() { Refusal = new(code, message) };
}
