using System.Buffers.Binary;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Deidentification;

/// <summary>Copies the kept elements of one file in explicit little endian.</summary>
internal sealed class ElementCopier(DicomFile file, UidMap uids, Stream output, ImagingLimits limits, CancellationToken cancellationToken)
{
    private readonly DicomDataSet _set = file.Set;
    private readonly DicomValues _values = new(file.Set);

    /// <summary>Kept elements and replacements, by tag.</summary>
    public void Write(DicomWriter replacements, ImageFacts facts)
    {
        TransferSyntax syntax = TransferSyntax.Of(facts.TransferSyntax);
        string written = syntax.IsEncapsulated ? syntax.Uid : TransferSyntax.ExplicitLittleEndian;
        Meta(written);
        SortedDictionary<uint, DicomElement?> order = [];
        foreach (DicomElement element in _set.Top)
        {
            if (KeptElements.IsKept(element.Tag, Vr(element)) || DicomTag.IsPixelData(element.Tag))
                order[element.Tag] = element;
        }
        foreach (uint tag in replacements.Tags)
            order[tag] = null;
        foreach ((uint tag, DicomElement? element) in order)
        {
            if (element is null)
                replacements.WriteElement(output, tag);
            else if (DicomTag.IsPixelData(tag))
                Pixels(element.Value, facts);
            else if (Vr(element.Value) == DicomVr.SQ)
                Sequence(element.Value);
            else
                Value(element.Value);
        }
    }

    private void Meta(string syntax)
    {
        _set.TryFind(DicomTag.SopClassUid, out DicomElement sopClass);
        _set.TryFind(DicomTag.SopInstanceUid, out DicomElement instance);
        DicomWriter.WriteMeta(output, uids.Map(_values.Bytes(sopClass)), uids.Map(_values.Bytes(instance)), syntax);
    }

    /// <summary>As written, or by the dictionary where the file does not say.</summary>
    private static ushort Vr(in DicomElement element) =>
        element.Vr is DicomVr.UN or DicomVr.None || !DicomVr.IsKnown(element.Vr) ? DicomTags.Vr(element.Tag) : element.Vr;

    private void Value(in DicomElement element)
    {
        if (element.Length == DicomElement.Undefined || element.Length > limits.MaxDicomValueBytesNonpixel)
            return;
        ushort vr = Vr(element);
        byte[] value = _set.Window.Copy(element.Offset, (int)element.Length);
        if (vr == DicomVr.UI)
            value = uids.Map(value);
        else if (vr == DicomVr.LO)
            value = Ascii.IsValid(value) ? DicomWriter.Padded(value, (byte)' ') : [];
        else if (_set.Encoding.IsBigEndian)
            Swap(value, vr == DicomVr.AT || vr == DicomVr.OW ? 2 : DicomVr.NumberSize(vr));
        if (!DicomVr.HasLongLength(vr) && value.Length > ushort.MaxValue)
            return;
        DicomWriter.Element(output, element.Tag, vr, DicomWriter.Padded(value, vr == DicomVr.UI ? (byte)0 : (byte)' '));
    }

    /// <summary>A kept sequence with its kept elements, in undefined lengths so that nothing has to be counted before.</summary>
    private void Sequence(in DicomElement outer)
    {
        Head(outer.Tag, DicomVr.SQ);
        List<bool> openItems = [false];
        int skippedBelow = int.MaxValue;
        foreach (DicomElement element in _set.Inside(outer))
        {
            if (element.Depth > skippedBelow)
                continue;
            skippedBelow = int.MaxValue;
            while (openItems.Count > element.Depth)
                Close(openItems);
            if (element.Tag == DicomTag.Item)
            {
                if (openItems[^1])
                    output.Write([0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0]);
                output.Write([0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF]);
                openItems[^1] = true;
            }
            else if (Vr(element) == DicomVr.SQ)
            {
                if (!KeptElements.IsKept(element.Tag, DicomVr.SQ))
                {
                    skippedBelow = element.Depth;
                    continue;
                }
                Head(element.Tag, DicomVr.SQ);
                openItems.Add(false);
            }
            else if (KeptElements.IsKept(element.Tag, Vr(element)))
            {
                Value(element);
            }
        }
        while (openItems.Count > 0)
            Close(openItems);
    }

    private void Close(List<bool> openItems)
    {
        if (openItems[^1])
            output.Write([0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0]);
        output.Write([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        openItems.RemoveAt(openItems.Count - 1);
    }

    private void Pixels(in DicomElement pixels, ImageFacts facts)
    {
        if (pixels.Length != DicomElement.Undefined)
        {
            ushort vr = Vr(pixels) is DicomVr.OF or DicomVr.OD ? Vr(pixels) : facts.BitsAllocated > 8 ? DicomVr.OW : DicomVr.OB;
            int size = vr == DicomVr.OD ? 8 : vr == DicomVr.OF || facts.BitsAllocated == 32 ? 4 : facts.BitsAllocated > 8 || Vr(pixels) == DicomVr.OW ? 2 : 1;
            Head(pixels.Tag, vr, pixels.Length + (pixels.Length & 1));
            Copy(pixels.Offset, pixels.Length, _set.Encoding.IsBigEndian ? size : 1);
            if ((pixels.Length & 1) != 0)
                output.WriteByte(0);
            return;
        }
        Head(pixels.Tag, DicomVr.OB);
        DicomFragments fragments = DicomFragments.Read(_set, pixels, limits.MaxDicomFrames);
        output.Write([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0]); // an empty offset table: fragments are found by their own heads
        Span<byte> head = stackalloc byte[8];
        foreach ((long offset, uint length) in fragments.Items)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(head, 0xE000FFFE);
            BinaryPrimitives.WriteUInt32LittleEndian(head[4..], length + (length & 1));
            output.Write(head);
            Copy(offset, length, 1);
            if ((length & 1) != 0)
                output.WriteByte(0);
        }
        output.Write([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
    }

    private void Copy(long offset, long length, int wordBytes)
    {
        byte[] buffer = new byte[64 * 1024];
        while (length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(buffer.Length, length);
            Span<byte> block = buffer.AsSpan(0, count);
            block[_set.Window.Source.Read(offset, block)..].Clear();
            Swap(block, wordBytes);
            output.Write(block);
            offset += count;
            length -= count;
        }
    }

    private static void Swap(Span<byte> bytes, int size)
    {
        for (int i = 0; size > 1 && i + size <= bytes.Length; i += size)
            bytes.Slice(i, size).Reverse();
    }

    private void Head(uint tag, ushort vr, uint length = DicomElement.Undefined)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], vr);
        head[6..8].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], length);
        output.Write(head);
    }
}
