using System.Buffers.Binary;
using System.Globalization;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Reads the central directory of a ZIP and holds every record against its local header. The central name is the only name; whatever
/// two parsers could read differently refuses the archive.
/// </summary>
internal sealed class ZipTable(ByteWindow bytes, string name, ArchiveBudget budget)
{
    private const int LocalBytes = 30;
    private const int LocalBlockBytes = 1024;
    private const uint LocalSignature = 0x04034B50;
    private const uint SpannedSignature = 0x08074B50;
    private const uint Saturated = uint.MaxValue;
    private const long LieBytes = 1024;

    private readonly ByteWindow _locals = bytes.WithBlock(LocalBlockBytes);
    private readonly List<(long Begin, long End)> _ranges = [];
    private readonly HashSet<long> _begins = [];
    private readonly List<Refusal> _odd = [];

    /// <summary>What is odd about the archive as a whole.</summary>
    public IReadOnlyList<Refusal> Odd => _odd;

    public async Task<IReadOnlyList<RawEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var end = await ZipEnd.FindAsync(bytes, name, cancellationToken);
        if (end.CountBits == 64 ? end.Count > (ulong)(end.DirectoryBytes / ZipRecord.FixedBytes) : end.Count * ZipRecord.FixedBytes > (ulong)end.DirectoryBytes)
            throw Corrupt($"its end record states {end.Count.ToString(CultureInfo.InvariantCulture)} entries, and the table is too short for them");
        if (end.HasTrailingData)
            _odd.Add(new(ArchiveCodes.TrailingData, $"There is other data behind the end of '{name}'; it is not used."));
        if (end.ShiftBytes > 0)
            _odd.Add(new(ArchiveCodes.Prefixed, $"There are {end.ShiftBytes} bytes of other data before '{name}' begins; they are not used."));

        List<RawEntry> entries = [];
        long at = end.DirectoryAt;
        long directoryEnd = end.DirectoryAt + end.DirectoryBytes;
        ulong count = 0;
        while (at < directoryEnd)
        {
            (ZipRecord record, int length) = await ReadRecordAsync(at, directoryEnd, cancellationToken);
            at += length;
            count++;
            budget.AddEntry();
            entries.Add(await LocateAsync(record, end, cancellationToken));
        }

        if (end.CountBits == 64 ? count != end.Count : (count & 0xFFFF) != end.Count)
            throw Inconsistent($"its end record states {end.Count.ToString(CultureInfo.InvariantCulture)} entries and its table holds {count.ToString(CultureInfo.InvariantCulture)}");
        RefuseOverlaps();
        return entries;
    }

    private async Task<(ZipRecord Record, int Length)> ReadRecordAsync(long at, long directoryEnd, CancellationToken cancellationToken)
    {
        byte[] header = new byte[ZipRecord.FixedBytes];
        await bytes.ReadAsync(at, header, cancellationToken);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != ZipRecord.Signature)
            throw Corrupt("its table of entries is damaged");
        (int nameLength, int extraLength, int commentLength) = ZipRecord.LengthsOf(header);
        int length = ZipRecord.FixedBytes + nameLength + extraLength + commentLength;
        if (at + length > directoryEnd)
            throw Corrupt("its table of entries is damaged");
        byte[] variable = new byte[nameLength + extraLength];
        await bytes.ReadAsync(at + ZipRecord.FixedBytes, variable, cancellationToken);
        return (ZipRecord.Read(header, variable.AsSpan(0, nameLength), variable.AsSpan(nameLength)), length);
    }

    private async Task<RawEntry> LocateAsync(ZipRecord record, ZipEnd end, CancellationToken cancellationToken)
    {
        string shown = EntryName.Shown(record.Name);
        if (record.Disk != 0)
            throw new RefusedException(ArchiveCodes.MultiVolume, $"'{shown}' lies in another part of a split archive; join the parts first.");
        if (record.LocalAt > long.MaxValue || record.PackedBytes > long.MaxValue || record.SizeBytes > long.MaxValue)
            throw Inconsistent($"'{shown}' states impossible sizes");

        long localAt = end.ShiftBytes + (long)record.LocalAt;
        if (!_begins.Add(localAt))
            throw Overlapping();
        byte[] local = new byte[LocalBytes];
        await _locals.ReadAsync(localAt, local, cancellationToken);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(26));
        byte[] localName = new byte[nameLength];
        await _locals.ReadAsync(localAt + LocalBytes, localName, cancellationToken);
        RefuseMismatch(record, local, localName, shown);

        long dataAt = localAt + LocalBytes + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(28));
        if ((long)record.PackedBytes > end.DirectoryAt - dataAt)
            throw Corrupt($"the data of '{shown}' lie outside the file");
        _ranges.Add((localAt, dataAt + (long)record.PackedBytes));
        return EntryOf(record, dataAt, shown);
    }

    private static void RefuseMismatch(ZipRecord record, ReadOnlySpan<byte> local, ReadOnlySpan<byte> localName, string shown)
    {
        uint signature = BinaryPrimitives.ReadUInt32LittleEndian(local);
        if (signature == SpannedSignature)
            throw new RefusedException(ArchiveCodes.MultiVolume, $"'{shown}' belongs to a split archive; join the parts first.");
        if (signature != LocalSignature)
            throw Corrupt($"'{shown}' is not where the table says");
        if (!localName.SequenceEqual(record.NameBytes) || BinaryPrimitives.ReadUInt16LittleEndian(local[8..]) != record.Method)
            throw Inconsistent($"'{shown}' has another name or method in its own header than in the table");
        if (record.HasDescriptor || record.IsEncrypted)
            return;

        // ZIP64 entries state all ones here and the sizes in a field of the header: then the table alone speaks.
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(local[14..]);
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(local[18..]);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(local[22..]);
        if (crc != record.Crc32 || (packed != Saturated && packed != record.PackedBytes) || (size != Saturated && size != record.SizeBytes))
            throw Inconsistent($"'{shown}' has another size or checksum in its own header than in the table");
    }

    private RawEntry EntryOf(ZipRecord record, long dataAt, string shown)
    {
        (long packed, long size) = ((long)record.PackedBytes, (long)record.SizeBytes);
        bool isFolder = record.Name.EndsWith('/') || record.Name.EndsWith('\\');
        RawKind kind = record.UnixType switch
        {
            0xA000 => RawKind.Link,
            0x1000 or 0x2000 or 0x6000 or 0xC000 => RawKind.Special,
            _ => isFolder ? RawKind.Folder : RawKind.File,
        };
        RawEntry entry = new(record.Name, kind, dataAt, packed, record.Method == 8 ? Packing.Deflate : Packing.Stored, size) { Crc32 = record.Crc32, IsNameGuessed = record.IsNameGuessed };
        if (kind == RawKind.Folder)
            return size == 0 ? entry : entry with { Odd = new(ArchiveCodes.Inconsistent, $"The folder '{shown}' carries {size} bytes of data; they are left out.") };
        if (record.IsEncrypted)
            return entry with { Unreadable = new(ArchiveCodes.Encrypted, $"'{shown}' is protected by a password; unlock the archive and send it again.") };
        if (record.Method is not (0 or 8))
            return entry with { Unreadable = new(ArchiveCodes.MethodUnsupported, $"'{shown}' is packed by {MethodName(record.Method)}; only stored and deflated entries are read.") };
        RefuseLies(record.Method, packed, size, shown);
        return entry;
    }

    private void RefuseLies(ushort method, long packed, long size, string shown)
    {
        bool isLie = method == 0
            ? packed != size
            : size / budget.Limits.MaxDeflateRatio > packed || (packed == 0 && size > 0) || (packed > LieBytes && packed / 2 > size);
        if (isLie)
            throw Inconsistent($"'{shown}' states {size} unpacked bytes for {packed} packed ones, which its method cannot give");
    }

    private void RefuseOverlaps()
    {
        _ranges.Sort();
        for (int i = 1; i < _ranges.Count; i++)
        {
            if (_ranges[i].Begin < _ranges[i - 1].End)
                throw Overlapping();
        }
    }

    private RefusedException Overlapping() =>
        new(ArchiveCodes.Overlapping, $"Entries of '{name}' share the same bytes, as only archives made to do harm have it.");

    private static string MethodName(ushort method) => method switch
    {
        1 => "shrink",
        6 => "implode",
        9 => "deflate64",
        12 => "bzip2",
        14 => "LZMA",
        93 => "Zstandard",
        95 => "xz",
        98 => "PPMd",
        _ => $"the unknown method {method.ToString(CultureInfo.InvariantCulture)}",
    };

    private static RefusedException Corrupt(string what) => new(ArchiveCodes.Corrupt, $"The archive cannot be read: {what}.");

    private static RefusedException Inconsistent(string what) => new(ArchiveCodes.Inconsistent, $"The archive contradicts itself: {what}.");
}
