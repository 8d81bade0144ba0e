using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>A file that is in the blob store now, or why it is not.</summary>
/// <param name="Name">Last part of the file's name.</param>
public sealed record StoredUpload(string Name, BlobRef? Blob, Refusal? Refusal)
{
    /// <summary>The source to order.</summary>
    /// <exception cref="InvalidOperationException">The upload was refused.</exception>
    public IngestionSource Source => Blob is { } blob
        ? new() { Kind = SourceKind.Upload, Location = Name, Blob = blob.Sha256 }
        : throw new InvalidOperationException($"{Name} was refused.");
}
