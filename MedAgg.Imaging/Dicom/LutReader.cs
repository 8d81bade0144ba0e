using MedAgg.Imaging.Rendering;

namespace MedAgg.Imaging.Dicom;

/// <summary>The first item of a Modality or VOI LUT Sequence (PS3.3 sections C.11.1 and C.11.2).</summary>
internal static class LutReader
{
    private const int MostEntries = 65_536;

    /// <param name="set">A parsed file.</param>
    /// <param name="values">Its values.</param>
    /// <param name="sequence"><see cref="DicomTag.ModalityLutSequence"/> or <see cref="DicomTag.VoiLutSequence"/>.</param>
    /// <param name="isSigned">Whether the values that are looked up may be negative: the first one mapped then is, too.</param>
    public static ValueLut? Read(DicomDataSet set, DicomValues values, uint sequence, bool isSigned)
    {
        if (!set.TryFind(sequence, out DicomElement outer))
            return null;
        DicomElement descriptor = default;
        DicomElement data = default;
        foreach (ref readonly DicomElement element in set.Inside(outer))
        {
            if (element.Depth == 1 && element.Tag == DicomTag.LutDescriptor && descriptor.Tag == 0)
                descriptor = element;
            else if (element.Depth == 1 && element.Tag == DicomTag.LutData && data.Tag == 0)
                data = element;
        }
        if (descriptor.Length < 6 || data.Length is 0 or DicomElement.Undefined || descriptor.Length == DicomElement.Undefined || (data.Tag != 0 && data.Item != descriptor.Item))
            return null;
        return Table(set, values, descriptor, data, isSigned);
    }

    private static ValueLut? Table(DicomDataSet set, DicomValues values, in DicomElement descriptor, in DicomElement data, bool isSigned)
    {
        bool big = set.Encoding.IsBigEndian;
        ReadOnlySpan<byte> head = values.Bytes(descriptor);
        if (head.Length < 6)
            return null;
        int declared = DicomHeader.U16(head, big) is var n && n == 0 ? MostEntries : n;
        ushort first = DicomHeader.U16(head[2..], big);
        int bits = DicomHeader.U16(head[4..], big);
        byte[] bytes = set.Window.Copy(data.Offset, (int)Math.Min(data.Length, 2 * MostEntries));
        bool isWide = bytes.Length >= 2 * declared || bits > 8;
        int count = Math.Min(declared, isWide ? bytes.Length / 2 : bytes.Length);
        if (count == 0 || bits is < 1 or > 16)
            return null;
        ushort[] entries = new ushort[count];
        for (int i = 0; i < count; i++)
            entries[i] = isWide ? DicomHeader.U16(bytes.AsSpan(2 * i), big) : bytes[i];
        return new ValueLut(isSigned || descriptor.Vr == DicomVr.SS ? (short)first : first, entries, (1 << bits) - 1);
    }
}
