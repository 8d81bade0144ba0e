using System.Globalization;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>Walks the headers of a TAR: ustar, GNU long names, pax records. Data are stepped over, never read.</summary>
internal sealed class TarTable(ByteWindow bytes, string name, ArchiveBudget budget)
{
    private const int MaxExtensionBytes = 1 << 20;

    private readonly List<Refusal> _odd = [];
    private byte[]? _longName;
    private PaxRecords _pax = PaxRecords.None;

    /// <summary>What is odd about the archive as a whole.</summary>
    public IReadOnlyList<Refusal> Odd => _odd;

    public async Task<IReadOnlyList<RawEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        List<RawEntry> entries = [];
        byte[] block = new byte[TarHeader.BlockBytes];
        long at = 0;
        while (true)
        {
            if (at == bytes.Length)
            {
                _odd.Add(new(ArchiveCodes.TrailingData, $"'{name}' has no end mark; it may have lost its last files."));
                return entries;
            }

            await bytes.ReadAsync(at, block, cancellationToken);
            if (TarHeader.IsZero(block))
                return entries;
            if (!TarHeader.HasRightChecksum(block))
                throw Corrupt($"the header at byte {at} has a wrong checksum");
            at += TarHeader.BlockBytes;

            char type = TarHeader.TypeOf(block);
            long size = SizeOf(block, type);
            if (size > bytes.Length - at)
                throw Corrupt($"a file of {size.ToString(CultureInfo.InvariantCulture)} bytes lies outside the archive; it is cut off or lies");
            if (type is 'L' or 'K' or 'x' or 'g' or 'X')
                await ReadExtensionAsync(type, at, size, cancellationToken);
            else if (type != 'V')
                entries.Add(EntryOf(block, type, at, size));
            at += (size + TarHeader.BlockBytes - 1) / TarHeader.BlockBytes * TarHeader.BlockBytes;
            at = Math.Min(at, bytes.Length); // the last padding is sometimes missing
        }
    }

    // Links, folders and devices have no data whatever their size field says, but for types that nobody knows.
    private long SizeOf(ReadOnlySpan<byte> block, char type)
    {
        if (type is '1' or '2' or '3' or '4' or '5' or '6')
            return 0;
        long? size = type is 'L' or 'K' or 'x' or 'g' or 'X' ? TarHeader.SizeOf(block) : _pax.SizeBytes ?? TarHeader.SizeOf(block);
        return size is >= 0 ? size.Value : throw Corrupt("an entry has a size that is not a number of bytes");
    }

    private async Task ReadExtensionAsync(char type, long at, long size, CancellationToken cancellationToken)
    {
        budget.AddEntry();
        if (size > MaxExtensionBytes)
            throw Corrupt($"a long name or record of {size} bytes is longer than the limit of {MaxExtensionBytes}");
        byte[] data = new byte[size];
        await bytes.ReadAsync(at, data, cancellationToken);
        if (type == 'L')
            _longName = TarHeader.Text(data).ToArray();
        else if (type is 'x' or 'X')
            _pax = PaxRecords.Read(data);
    }

    private RawEntry EntryOf(ReadOnlySpan<byte> block, char type, long at, long size)
    {
        budget.AddEntry();
        ReadOnlySpan<byte> nameBytes = _pax.Path ?? _longName ?? TarHeader.NameOf(block);
        string entryName = EntryName.Decode(nameBytes, out bool isGuessed);
        bool isFolder = type == '5' || (type is '0' or '\0' && entryName.EndsWith('/'));
        RawKind kind = type switch
        {
            '1' or '2' => RawKind.Link,
            '0' or '\0' or '7' or 'S' => isFolder ? RawKind.Folder : RawKind.File,
            '5' => RawKind.Folder,
            _ => RawKind.Special,
        };
        bool isSparse = type == 'S' || _pax.IsSparse;
        RawEntry entry = new(entryName, kind, at, size, Packing.Stored, size)
        {
            IsNameGuessed = isGuessed || !IsUtf8(nameBytes),
            Unreadable = isSparse ? new(ArchiveCodes.MethodUnsupported, $"'{EntryName.Shown(entryName)}' is a sparse file, which is not read.") : null,
        };
        _longName = null;
        _pax = PaxRecords.None;
        return entry;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text) => System.Text.Unicode.Utf8.IsValid(text);

    private RefusedException Corrupt(string what) => new(ArchiveCodes.Corrupt, $"'{name}' cannot be read: {what}.");
}
