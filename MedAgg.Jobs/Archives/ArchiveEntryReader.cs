using System.IO.Compression;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Opens a file by its place: inflates, counts, and at the end checks size and CRC. A file that is not what its archive states ends in a
/// <see cref="RefusedException"/> from the read, with <c>ARCHIVE_CORRUPT</c> or <c>ARCHIVE_INCONSISTENT</c>.
/// </summary>
public sealed class ArchiveEntryReader(IBlobStore blobs)
{
    /// <param name="place">Where the bytes are: a range of a blob, or a whole one.</param>
    /// <param name="sizeBytes">Unpacked size that is stated; no more is ever produced.</param>
    /// <param name="name">Path of the file, for the sentence of a refusal.</param>
    /// <returns>The unpacked bytes. The stream seeks when they are stored as they are (the CRC is then checked only when read in order), and only reads forward otherwise.</returns>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    public async Task<Stream> OpenAsync(FilePlace place, long sizeBytes, string name, CancellationToken cancellationToken)
    {
        Stream blob = await blobs.OpenAsync(place.Blob, cancellationToken);
        if (place.Offset < 0 || place.Length < 0 || place.Offset > blob.Length - place.Length)
        {
            await blob.DisposeAsync();
            throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' lies outside its archive.");
        }

        BlobSlice slice = new(blob, place.Offset, place.Length);
        return place.Packing == Packing.Deflate
            ? new EntryStream(new DeflateStream(slice, CompressionMode.Decompress), name, sizeBytes, place.Crc32)
            : new EntryStream(slice, name, place.Length, place.Crc32);
    }
}
