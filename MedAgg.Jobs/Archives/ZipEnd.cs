using System.Buffers.Binary;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>The end record of a ZIP (APPNOTE 4.3.14–4.3.16): where its central directory is and what it should hold.</summary>
/// <param name="DirectoryAt">Position of the central directory in the window.</param>
/// <param name="ShiftBytes">What stands before the archive: stated offsets are off by so much.</param>
/// <param name="CountBits">16 when the count is stated modulo 65,536, else 64.</param>
internal sealed record ZipEnd(long DirectoryAt, long DirectoryBytes, ulong Count, int CountBits, long ShiftBytes, bool HasTrailingData)
{
    private const int RecordBytes = 22;
    private const int LocatorBytes = 20;
    private const int Record64Bytes = 56;
    private const int MaxCommentBytes = 65_535;
    private const uint RecordSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint Record64Signature = 0x06064B50;

    public static async Task<ZipEnd> FindAsync(ByteWindow bytes, string name, CancellationToken cancellationToken)
    {
        int tailBytes = (int)Math.Min(bytes.Length, RecordBytes + MaxCommentBytes);
        byte[] tail = new byte[tailBytes];
        long tailAt = bytes.Length - tailBytes;
        await bytes.ReadAsync(tailAt, tail, cancellationToken);
        if (FindRecord(tail, out bool fits) is not { } at)
            throw Corrupt($"'{name}' has no end record; it is cut off or not a ZIP");
        return await ReadAsync(bytes, tail.AsMemory(at), tailAt + at, hasTrailingData: !fits, name, cancellationToken);
    }

    // The record whose comment ends with the file is the right one; else the last one, with something behind it.
    private static int? FindRecord(ReadOnlySpan<byte> tail, out bool fits)
    {
        int? last = null;
        for (int i = tail.Length - RecordBytes; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[i..]) != RecordSignature)
                continue;
            int end = i + RecordBytes + BinaryPrimitives.ReadUInt16LittleEndian(tail[(i + 20)..]);
            if (end == tail.Length)
            {
                fits = true;
                return i;
            }

            if (end < tail.Length)
                last ??= i;
        }

        fits = false;
        return last;
    }

    private static async Task<ZipEnd> ReadAsync(ByteWindow bytes, ReadOnlyMemory<byte> record, long at, bool hasTrailingData, string name, CancellationToken cancellationToken)
    {
        ushort disk = BinaryPrimitives.ReadUInt16LittleEndian(record.Span[4..]);
        ushort directoryDisk = BinaryPrimitives.ReadUInt16LittleEndian(record.Span[6..]);
        ulong count = BinaryPrimitives.ReadUInt16LittleEndian(record.Span[10..]);
        ulong size = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[12..]);
        ulong offset = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[16..]);
        long directoryEnd = at;
        int countBits = 16;

        if (await Find64Async(bytes, at, name, cancellationToken) is { } found)
        {
            disk = directoryDisk = found.Disks == 0 ? (ushort)0 : (ushort)1;
            (count, size, offset, directoryEnd, countBits) = (found.Count, found.Size, found.Offset, found.At, 64);
        }

        if (disk != 0 || directoryDisk != 0)
            throw new RefusedException(ArchiveCodes.MultiVolume, $"'{name}' is one part of an archive that was split; join the parts first.");
        if (size > (ulong)directoryEnd || offset > (ulong)directoryEnd || directoryEnd - (long)size < (long)offset)
            throw Corrupt($"the table of '{name}' lies outside the file");
        return new(directoryEnd - (long)size, (long)size, count, countBits, directoryEnd - (long)size - (long)offset, hasTrailingData);
    }

    private static async Task<(ulong Count, ulong Size, ulong Offset, long At, uint Disks)?> Find64Async(ByteWindow bytes, long recordAt, string name, CancellationToken cancellationToken)
    {
        byte[] locator = new byte[LocatorBytes];
        if (recordAt < LocatorBytes + Record64Bytes)
            return null;
        await bytes.ReadAsync(recordAt - LocatorBytes, locator, cancellationToken);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorSignature)
            return null;

        // The stated position is off when something stands before the archive, so the place right before the locator is tried as well.
        byte[] record = new byte[Record64Bytes];
        ulong stated = BinaryPrimitives.ReadUInt64LittleEndian(locator.AsSpan(8));
        long adjacent = recordAt - LocatorBytes - Record64Bytes;
        foreach (long at in (long[])[adjacent, stated <= (ulong)adjacent ? (long)stated : adjacent])
        {
            await bytes.ReadAsync(at, record, cancellationToken);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Record64Signature)
                continue;
            uint disks = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16)) | BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(20));
            return (BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32)), BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(40)),
                BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(48)), at, disks);
        }

        throw Corrupt($"the ZIP64 end record of '{name}' is missing");
    }

    private static RefusedException Corrupt(string what) => new(ArchiveCodes.Corrupt, $"The archive cannot be read: {what}.");
}
