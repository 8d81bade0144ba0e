using System.Buffers;
using System.Runtime.CompilerServices;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>The index of a parsed file: where every element lies. Values are decoded from <see cref="Window"/> when asked for.</summary>
/// <remarks>The index lives in pooled arrays until <see cref="Dispose"/>: a reader of thousands of files makes none of its own.</remarks>
internal sealed class DicomDataSet : IDisposable
{
    private const int FirstTop = 320;
    private const int FirstNested = 128;
    private DicomElement[] _top = [];
    private int _topCount;
    private DicomElement[] _nested = [];
    private int _nestedCount;

    public required ByteWindow Window { get; init; }

    public required DicomStart Start { get; init; }

    public DicomEncoding Encoding { get; set; } = new(true, false);

    public string? TransferSyntaxUid { get; set; }

    /// <summary>(0002,0002); null without it.</summary>
    public string? MediaStorageSopClassUid { get; set; }

    /// <summary>Elements of the file meta information; their offsets count from the start of the file, also when the data set is deflated.</summary>
    public List<DicomElement> Meta { get; } = [];

    public WarningList Warnings { get; } = new();

    public Refusal? Refusal { get; set; }

    /// <summary>Bytes that the pixel data element declares; null without one or when its length is undefined.</summary>
    public long? DeclaredPixelBytes { get; set; }

    /// <summary>True when something ended before its end.</summary>
    public bool IsTruncated { get; set; }

    public ReadOnlySpan<DicomElement> Top => _top.AsSpan(0, _topCount);

    public ReadOnlySpan<DicomElement> Nested => _nested.AsSpan(0, _nestedCount);

    public int ElementCount => _topCount + _nestedCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTop(in DicomElement element)
    {
        if (_topCount == _top.Length)
            Grow(ref _top, _topCount, FirstTop);
        _top[_topCount++] = element;
    }

    public void AddNested(in DicomElement element)
    {
        if (_nestedCount == _nested.Length)
            Grow(ref _nested, _nestedCount, FirstNested);
        _nested[_nestedCount++] = element;
    }

    /// <summary>Nested elements that lie between a top-level sequence and the next top-level element.</summary>
    public ReadOnlySpan<DicomElement> Inside(in DicomElement sequence)
    {
        long end = long.MaxValue;
        foreach (ref readonly DicomElement element in Top)
        {
            if (element.Offset > sequence.Offset && element.Offset < end)
                end = element.Offset;
        }
        ReadOnlySpan<DicomElement> nested = Nested;
        int first = 0;
        while (first < nested.Length && nested[first].Offset < sequence.Offset)
            first++;
        int last = first;
        while (last < nested.Length && nested[last].Offset < end)
            last++;
        return nested[first..last];
    }

    /// <summary>Gives the index back; the set is empty then.</summary>
    public void Dispose()
    {
        Return(_top);
        Return(_nested);
        (_top, _topCount, _nested, _nestedCount) = ([], 0, [], 0);
    }

    /// <summary>Brings the top level into tag order; of a tag that occurs twice the last one stays, as in the common readers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort()
    {
        bool isSorted = true;
        for (int i = 1; i < _topCount && isSorted; i++)
            isSorted = _top[i - 1].Tag < _top[i].Tag;
        if (isSorted)
            return;
        Warnings.Add(Codes.DicomMalformed, "Elements are out of order or repeated (PS3.5 section 7.1).");
        int kept = 0;
        foreach (DicomElement element in Top.ToArray().OrderBy(e => e.Tag))
        {
            if (kept > 0 && _top[kept - 1].Tag == element.Tag)
                kept--;
            _top[kept++] = element;
        }
        _topCount = kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryFind(uint tag, out DicomElement element)
    {
        int low = 0;
        int high = _topCount - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            uint at = _top[middle].Tag;
            if (at == tag)
            {
                element = _top[middle];
                return true;
            }
            if (at < tag)
                low = middle + 1;
            else
                high = middle - 1;
        }
        element = default;
        return false;
    }

    private static void Grow(ref DicomElement[] index, int count, int least)
    {
        DicomElement[] larger = ArrayPool<DicomElement>.Shared.Rent(Math.Max(least, count * 2));
        index.AsSpan(0, count).CopyTo(larger);
        Return(index);
        index = larger;
    }

    private static void Return(DicomElement[] index)
    {
        if (index.Length > 0)
            ArrayPool<DicomElement>.Shared.Return(index);
    }
}
