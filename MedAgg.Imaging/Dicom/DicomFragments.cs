using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>The fragments of encapsulated pixel data (PS3.5 annex A.4): where each lies, and which of them make up a frame.</summary>
internal sealed class DicomFragments
{
    private readonly List<(long Offset, uint Length)> _items = [];
    private readonly List<long> _offsets = [];

    private DicomFragments()
    {
    }

    /// <summary>Fragments without the basic offset table.</summary>
    public IReadOnlyList<(long Offset, uint Length)> Items => _items;

    /// <summary>The basic offset table, else the extended one (7FE0,0001), from the first byte behind the basic one; empty when neither has entries.</summary>
    public IReadOnlyList<long> Offsets => _offsets;

    /// <summary>False when the sequence delimiter is missing or a fragment does not fit.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>First byte behind the basic offset table.</summary>
    public long Base { get; private set; }

    public static DicomFragments Read(DicomDataSet set, in DicomElement pixels, int maxFragments)
    {
        DicomFragments fragments = Walk(set, pixels, maxFragments);
        if (fragments._offsets.Count == 0 && set.TryFind(DicomTag.ExtendedOffsetTable, out DicomElement table) && table.Length != DicomElement.Undefined)
            fragments.ReadTable(set.Window, table.Offset, table.Length, 8, set.Encoding.IsBigEndian, maxFragments);
        return fragments;
    }

    private static DicomFragments Walk(DicomDataSet set, in DicomElement pixels, int maxFragments)
    {
        DicomFragments fragments = new();
        ByteWindow window = set.Window;
        long at = pixels.Offset;
        bool isTable = true;
        while (fragments._items.Count <= maxFragments)
        {
            if (!DicomHeader.TryRead(window.Peek(at, 8), set.Encoding, out DicomHeader header))
                return fragments;
            long value = at + 8;
            if (header.Tag == DicomTag.SequenceDelimitation)
            {
                fragments.IsComplete = true;
                return fragments;
            }
            if (header.Tag != DicomTag.Item || header.Length > window.Length - value)
            {
                // What is left of a cut fragment still starts its frame.
                if (header.Tag == DicomTag.Item && !isTable && value < window.Length)
                    fragments._items.Add((value, (uint)Math.Min(window.Length - value, header.Length)));
                return fragments;
            }
            if (isTable)
            {
                fragments.ReadTable(window, value, header.Length, 4, set.Encoding.IsBigEndian, maxFragments);
                fragments.Base = value + header.Length;
            }
            else
            {
                fragments._items.Add((value, header.Length));
            }
            isTable = false;
            at = value + header.Length;
        }
        return fragments;
    }

    /// <summary>True when every table entry points at the head of a fragment.</summary>
    public bool TableFits()
    {
        HashSet<long> heads = [.. _items.Select(i => i.Offset - 8 - Base)];
        return _offsets.All(o => heads.Contains(o));
    }

    /// <summary>First fragment and fragment count of a frame: by the offset table, else one each, else all of them for a single frame, else by the marker that begins a frame.</summary>
    /// <param name="frame">From 0.</param>
    /// <param name="frames">Frames that the data set declares.</param>
    /// <param name="beginsFrame">Whether a fragment's first bytes begin a new frame.</param>
    public (int First, int Count)? Frame(int frame, int frames, Func<int, bool> beginsFrame)
    {
        if (_items.Count == 0)
            return null;
        if (frames == 1)
            return (0, _items.Count);
        if (_offsets.Count == frames && TableFits())
        {
            int first = Find(_offsets[frame]);
            int next = frame + 1 < frames ? Find(_offsets[frame + 1]) : _items.Count;
            return next > first ? (first, next - first) : null;
        }
        if (_items.Count == frames)
            return (frame, 1);
        int seen = -1;
        int start = -1;
        for (int i = 0; i < _items.Count; i++)
        {
            if (!beginsFrame(i))
                continue;
            seen++;
            if (seen == frame)
                start = i;
            else if (seen == frame + 1)
                return (start, i - start);
        }
        return start < 0 ? null : (start, _items.Count - start);
    }

    private int Find(long offset)
    {
        long at = Base + offset + 8;
        int low = 0;
        int high = _items.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (_items[middle].Offset == at)
                return middle;
            if (_items[middle].Offset < at)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return 0;
    }

    /// <summary>Entries of 32 bits (PS3.5 section A.4) or 64 bits (PS3.3 section C.7.6.3.1.8).</summary>
    private void ReadTable(ByteWindow window, long at, uint length, int entryBytes, bool big, int maxEntries)
    {
        int count = (int)Math.Min(length / entryBytes, Math.Min(maxEntries, Array.MaxLength / 8));
        byte[] bytes = window.Copy(at, count * entryBytes);
        for (int i = 0; i + entryBytes <= bytes.Length; i += entryBytes)
            _offsets.Add(entryBytes == 4 ? DicomHeader.U32(bytes.AsSpan(i), big) : (long)Math.Min(DicomHeader.U64(bytes.AsSpan(i), big), long.MaxValue / 2));
    }
}
