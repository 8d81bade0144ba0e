using System.Runtime.CompilerServices;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>Walks a DICOM file once and notes where every element lies: no recursion, no value is loaded, no length is believed.</summary>
/// <remarks>PS3.5 sections 7.1 (elements), 7.5 (sequences), A.4 (fragments), 6.2.2 (UN of undefined length is implicit little endian); PS3.10 section 7.</remarks>
internal sealed class DicomParser
{
    private readonly DicomDataSet _set;
    private readonly ByteWindow _window;
    private readonly ImagingLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private readonly List<DicomContainer> _open = [];
    private long _at;
    private int _items;
    private int _elements;
    private int _sequences;
    private bool _hasPixels;

    private DicomParser(DicomDataSet set, ImagingLimits limits, CancellationToken cancellationToken)
    {
        _set = set;
        _window = set.Window;
        _limits = limits;
        _cancellationToken = cancellationToken;
    }

    private long End => _open.Count > 0 ? _open[^1].End : _window.Length;

    private DicomEncoding Encoding => _open.Count > 0 ? _open[^1].Encoding : _set.Encoding;

    /// <summary>Parses what <paramref name="set"/> starts with; answers in its index, warnings and refusal.</summary>
    public static void Parse(DicomDataSet set, long from, ImagingLimits limits, CancellationToken cancellationToken)
    {
        DicomParser parser = new(set, limits, cancellationToken) { _at = from };
        parser.Walk();
        set.Sort();
    }

    /// <summary>Compiled well at once: the first thousands of files of a process run through here before the runtime would get to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Walk()
    {
        while (_set.Refusal is null)
        {
            CloseFinished();
            if (_open.Count == 0 && !_hasPixels && _set.Encoding is { IsExplicit: true, IsBigEndian: false })
                _at = DicomPlainElements.Read(_set, _at, ref _elements, _limits, _cancellationToken);
            long end = End;
            if (_at >= end && _open.Count == 0)
                return;
            ReadOnlySpan<byte> bytes = _window.Peek(_at, (int)Math.Min(12, end - _at));
            if (!DicomHeader.TryRead(bytes, Encoding, out DicomHeader header))
            {
                if (end < _window.Length)
                {
                    Malformed("An item or sequence ends inside an element head.");
                    _at = end;
                    continue;
                }
                EndsInsideHead();
                return;
            }
            if (header.Tag >> 16 == 0xFFFE)
                Delimiter(header);
            else if (_open.Count > 0 && _open[^1].Kind != ContainerKind.Item)
                LeaveBrokenSequence();
            else if (_open.Count == 0 && IsTrailer(header))
                return;
            else
                Element(header);
        }
    }

    private void CloseFinished()
    {
        while (_open.Count > 0 && _at >= _open[^1].End)
        {
            DicomContainer last = _open[^1];
            if (last.IsUndefined)
            {
                _set.IsTruncated |= last.End == _window.Length;
                Malformed("A sequence or item of undefined length has no delimiter (PS3.5 section 7.5.2).");
            }
            Pop();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Element(in DicomHeader header)
    {
        if (!Count())
            return;
        bool isPixels = _open.Count == 0 && DicomTag.IsPixelData(header.Tag);
        _hasPixels |= isPixels;
        if (header.IsFallback)
            Malformed($"Element {DicomTag.Text(header.Tag)} has no valid VR and was read as implicit.");
        long value = _at + header.Size;
        if (header.Length == DicomElement.Undefined)
        {
            OpenUndefined(header, value);
            return;
        }
        long present = End - value;
        uint length = header.Length;
        if (isPixels)
            _set.DeclaredPixelBytes = length;
        if (length > present)
        {
            if (!CutShort(header, value, present, isPixels))
                return;
            length = (uint)present;
        }
        DicomLengths.Judge(header, length, isPixels, _limits, _set.Warnings);
        Add(header, value, length);
        if (header.Vr == DicomVr.SQ && length > 0)
            Open(ContainerKind.Sequence, value, value + length, false, Encoding);
        else
            _at = value + length;
    }

    private void OpenUndefined(in DicomHeader header, long value)
    {
        Add(header, value, DicomElement.Undefined);
        bool isPixels = header.Tag == DicomTag.PixelData;
        if (isPixels || header.Vr is DicomVr.OB or DicomVr.OW)
        {
            if (!isPixels)
                Malformed($"Element {DicomTag.Text(header.Tag)} has an undefined length that only sequences and pixel data may have.");
            Open(ContainerKind.Fragments, value, End, true, Encoding);
            return;
        }
        if (header.Vr is not (DicomVr.SQ or DicomVr.UN or DicomVr.None))
            Malformed($"Element {DicomTag.Text(header.Tag)} has an undefined length that only sequences and pixel data may have.");
        DicomEncoding encoding = header.Vr == DicomVr.UN && Encoding.IsExplicit ? new DicomEncoding(false, false) : Encoding;
        Open(ContainerKind.Sequence, value, End, true, encoding);
    }

    /// <summary>A value that is longer than what holds it. False when reading cannot go on.</summary>
    private bool CutShort(in DicomHeader header, long value, long present, bool isPixels)
    {
        bool isBeyondFile = value + header.Length > _window.Length;
        if (isPixels)
        {
            _set.IsTruncated = true;
            _set.Warnings.Add(Codes.DicomTruncated, $"Pixel data should have {header.Length} bytes, the file holds {Math.Max(present, 0)}.");
            return true;
        }
        if (!isBeyondFile)
        {
            Malformed($"Element {DicomTag.Text(header.Tag)} is longer than the item that holds it.");
            return present >= 0;
        }
        _set.IsTruncated = true;
        _set.Warnings.Add(Codes.DicomLengthBeyondFile, $"Element {DicomTag.Text(header.Tag)} should have {header.Length} bytes, the file holds {Math.Max(present, 0)} more.");
        if (header.Vr == DicomVr.SQ && present > 0)
            return true; // what is there of a cut sequence is still read
        _at = _window.Length;
        _open.Clear();
        return false;
    }

    private void Delimiter(in DicomHeader header)
    {
        if (header.Tag == DicomTag.Item)
        {
            Item(header);
            return;
        }
        _at += header.Size;
        if (_open.Count == 0)
        {
            Malformed("A delimiter stands outside any sequence.");
            return;
        }
        bool isItem = _open[^1].Kind == ContainerKind.Item;
        if (header.Tag == DicomTag.ItemDelimitation && isItem)
        {
            Pop();
            return;
        }
        if (header.Tag == DicomTag.SequenceDelimitation && !isItem)
        {
            Pop();
            return;
        }
        Malformed("Item and sequence delimiters do not match (PS3.5 section 7.5.2).");
        if (header.Tag == DicomTag.SequenceDelimitation)
        {
            Pop();
            if (_open.Count > 0)
                Pop();
        }
    }

    private void Item(in DicomHeader header)
    {
        if (!Count())
            return;
        long value = _at + header.Size;
        if (_open.Count > 0 && _open[^1].Kind == ContainerKind.Item)
        {
            Malformed("An item has no delimiter before the next one.");
            Pop();
        }
        if (_open.Count == 0)
        {
            Malformed("An item stands outside any sequence.");
            _at = value;
            return;
        }
        DicomContainer parent = _open[^1];
        bool isUndefined = header.Length == DicomElement.Undefined;
        if (parent.Kind == ContainerKind.Fragments)
        {
            if (isUndefined || value + header.Length > parent.End)
            {
                _set.IsTruncated = true;
                _set.Warnings.Add(Codes.DicomTruncated, "A fragment of the pixel data is longer than the file.");
                _at = parent.End;
                return;
            }
            _at = value + header.Length;
            return;
        }
        long end = isUndefined ? parent.End : value + header.Length;
        if (end > parent.End)
        {
            Malformed("An item is longer than its sequence.");
            end = parent.End;
        }
        _items++;
        _set.AddNested(new DicomElement(DicomTag.Item, DicomVr.None, Depth(), value, isUndefined ? DicomElement.Undefined : (uint)(end - value), _items));
        Open(ContainerKind.Item, value, end, isUndefined, DicomContainer.EncodingOf(_window, parent.Encoding, value));
    }

    private void LeaveBrokenSequence()
    {
        Malformed("A sequence holds something that is not an item.");
        Pop();
    }

    /// <summary>Padding or foreign bytes behind the data set.</summary>
    private bool IsTrailer(in DicomHeader header)
    {
        ReadOnlySpan<DicomElement> top = _set.Top;
        if (header.Tag == 0 || (top.Length > 0 && DicomTag.IsPixelData(top[^1].Tag) && header.Tag < DicomTag.PixelData))
        {
            if (header.Tag != 0 || top.Length > 0)
                _set.Warnings.Add(Codes.FileTrailingData, $"{_window.Length - _at} bytes behind the data set belong to no element.");
            return true;
        }
        return false;
    }

    private void Open(ContainerKind kind, long at, long end, bool isUndefined, DicomEncoding encoding)
    {
        if (kind == ContainerKind.Sequence && ++_sequences > _limits.MaxDicomSequenceDepth)
        {
            _set.Refusal = new Refusal(Codes.DicomNestedTooDeep, $"Sequences are nested deeper than the limit of {_limits.MaxDicomSequenceDepth}.");
            return;
        }
        _open.Add(new DicomContainer(kind, end, isUndefined, encoding, _items));
        _at = at;
    }

    private void Pop()
    {
        if (_open[^1].Kind == ContainerKind.Sequence)
            _sequences--;
        _open.RemoveAt(_open.Count - 1);
    }

    private void Add(in DicomHeader header, long value, uint length)
    {
        if (_open.Count == 0)
            _set.AddTop(new DicomElement(header.Tag, header.Vr, 0, value, length, 0));
        else
            _set.AddNested(new DicomElement(header.Tag, header.Vr, Depth(), value, length, _open[^1].Item));
    }

    private ushort Depth() => (ushort)Math.Min(_sequences, ushort.MaxValue);

    private bool Count()
    {
        if (++_elements % 4096 == 0)
            _cancellationToken.ThrowIfCancellationRequested();
        if (_elements <= _limits.MaxDicomElements)
            return true;
        _set.Refusal = new Refusal(Codes.DicomTooManyElements, $"There are more data elements than the limit of {_limits.MaxDicomElements}.");
        return false;
    }

    private void EndsInsideHead()
    {
        ReadOnlySpan<DicomElement> top = _set.Top;
        if (_open.Count == 0 && top.Length > 0 && DicomTag.IsPixelData(top[^1].Tag))
        {
            _set.Warnings.Add(Codes.FileTrailingData, $"{_window.Length - _at} bytes behind the data set belong to no element.");
            return;
        }
        _set.IsTruncated = true;
        _set.Warnings.Add(Codes.DicomTruncated, "The data set ends inside an element head.");
    }

    private void Malformed(string message) => _set.Warnings.Add(Codes.DicomMalformed, message);
}
