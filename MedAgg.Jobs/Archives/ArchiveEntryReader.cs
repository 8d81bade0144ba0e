using System.Buffers;
using System.IO.Compression;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Opens a file by its place: inflates, counts, and at the end checks size and CRC. A file that is not what its archive states ends in a
/// <see cref="RefusedException"/>, with <c>ARCHIVE_CORRUPT</c> or <c>ARCHIVE_INCONSISTENT</c>.
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
        BlobSlice slice = await SliceAsync(place, name, cancellationToken);
        return place.Packing == Packing.Deflate
            ? new EntryStream(new DeflateStream(slice, CompressionMode.Decompress), name, sizeBytes, place.Crc32)
            : new EntryStream(slice, name, place.Length, place.Crc32);
    }

    /// <summary>Reads a file that fits into memory, packed and unpacked, in one go: the packed bytes at once, then inflated and checked as a whole.</summary>
    /// <param name="place">Where the bytes are.</param>
    /// <param name="sizeBytes">Unpacked size that is stated.</param>
    /// <param name="name">Path of the file, for the sentence of a refusal.</param>
    /// <returns>The unpacked bytes, to be given back by the caller; as many as are stated.</returns>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    /// <exception cref="RefusedException">The bytes are not what the archive states.</exception>
    internal async Task<BorrowedBytes> ReadAsync(FilePlace place, int sizeBytes, string name, CancellationToken cancellationToken)
    {
        await using Stream blob = await OpenAtAsync(place, name, cancellationToken);
        if (place.Packing != Packing.Deflate)
            return await ReadStoredAsync(blob, place, sizeBytes, name, cancellationToken);
        byte[] packed = ArrayPool<byte>.Shared.Rent((int)place.Length);
        try
        {
            await blob.ReadExactlyAsync(packed.AsMemory(0, (int)place.Length), cancellationToken);
            return Inflate(packed.AsSpan(0, (int)place.Length), place, sizeBytes, name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private async Task<BlobSlice> SliceAsync(FilePlace place, string name, CancellationToken cancellationToken) =>
        new(await OpenAtAsync(place, name, cancellationToken), place.Offset, place.Length);

    /// <summary>The whole blob, at the place where the file begins.</summary>
    private async Task<Stream> OpenAtAsync(FilePlace place, string name, CancellationToken cancellationToken)
    {
        Stream blob = await blobs.OpenAsync(place.Blob, cancellationToken);
        if (place.Offset >= 0 && place.Length >= 0 && place.Offset <= blob.Length - place.Length)
        {
            blob.Position = place.Offset;
            return blob;
        }

        await blob.DisposeAsync();
        throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' lies outside its archive.");
    }

    private static async Task<BorrowedBytes> ReadStoredAsync(Stream blob, FilePlace place, int sizeBytes, string name, CancellationToken cancellationToken)
    {
        if (place.Length > sizeBytes)
            throw new RefusedException(ArchiveCodes.Inconsistent, $"'{EntryName.Shown(name)}' is longer than the {sizeBytes} bytes that are stated.");
        BorrowedBytes bytes = new((int)place.Length);
        try
        {
            await blob.ReadExactlyAsync(bytes.Memory, cancellationToken);
            RefuseDamage(bytes, place, name);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static BorrowedBytes Inflate(ReadOnlySpan<byte> packed, FilePlace place, int sizeBytes, string name)
    {
        BorrowedBytes bytes = new(sizeBytes);
        try
        {
            InflateEnd end = Inflater.OfThread.Inflate(packed, bytes.Memory.Span, out int produced);
            if (end == InflateEnd.TooLong)
                throw new RefusedException(ArchiveCodes.Inconsistent, $"'{EntryName.Shown(name)}' unpacks to more than the {sizeBytes} bytes that its archive states.");
            if (end == InflateEnd.Damaged)
                throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' is damaged: its packed bytes cannot be unpacked.");
            if (produced < sizeBytes)
                throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' unpacks to {produced} bytes; its archive states {sizeBytes}.");
            RefuseDamage(bytes, place, name);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static void RefuseDamage(BorrowedBytes bytes, FilePlace place, string name)
    {
        if (place.Crc32 is { } stated && Crc32.Of(bytes.Memory.Span) != stated)
            throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' is damaged: its bytes do not have the checksum that its archive states.");
    }
}
