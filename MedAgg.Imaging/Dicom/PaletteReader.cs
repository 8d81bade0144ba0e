using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Palette colour lookup tables (PS3.3 section C.7.6.3.1.5 and C.7.6.3.1.6).</summary>
internal static class PaletteReader
{
    public static void Judge(DicomDataSet set, DicomValues values, ImageFacts facts)
    {
        for (uint colour = 0; colour < 3; colour++)
        {
            double[] descriptor = values.Doubles(DicomTag.RedPaletteDescriptor + colour);
            if (descriptor.Length != 3)
            {
                Invalid(set, "A palette image has no palette descriptor.");
                return;
            }
            if (!set.TryFind(DicomTag.RedPaletteData + colour, out DicomElement data))
                continue; // segmented palettes (0028,1221) hold their entries in another form
            int entries = Entries(descriptor);
            if (data.Length < entries)
                Invalid(set, "A palette is shorter than its descriptor says.");
            else if (facts.BitsStored is > 0 and <= 16 && Math.Abs(descriptor[1]) + entries < 1 << facts.BitsStored)
                Invalid(set, $"The palette has {entries} entries, stored values go up to {(1 << facts.BitsStored) - 1}; higher ones take the last entry.");
        }
    }

    /// <summary>Three tables of 8-bit entries and the stored value of the first one, or null.</summary>
    public static (byte[][] Tables, int First)? Read(DicomDataSet set, DicomValues values)
    {
        byte[][] tables = new byte[3][];
        int first = 0;
        for (uint colour = 0; colour < 3; colour++)
        {
            double[] descriptor = values.Doubles(DicomTag.RedPaletteDescriptor + colour);
            if (descriptor.Length != 3)
                return null;
            first = (int)descriptor[1];
            byte[]? table = set.TryFind(DicomTag.RedPaletteData + colour, out DicomElement data) && data.Length is not (0 or DicomElement.Undefined) ? Table(set, data, Entries(descriptor), (int)descriptor[2])
                : set.TryFind(DicomTag.RedSegmentedPalette + colour, out data) && data.Length is not (0 or DicomElement.Undefined) ? Segmented(set, data, Entries(descriptor), (int)descriptor[2])
                : null;
            if (table is null)
                return null;
            tables[colour] = table;
        }
        return (tables, first);
    }

    private static int Entries(double[] descriptor) => descriptor[0] <= 0 ? 65536 : (int)Math.Min(descriptor[0], 65536);

    private static byte[] Table(DicomDataSet set, in DicomElement data, int entries, int bits)
    {
        byte[] bytes = set.Window.Copy(data.Offset, (int)Math.Min(data.Length, 2 * 65536));
        byte[] table = new byte[entries];
        bool isWide = bytes.Length >= 2 * entries;
        int shift = isWide ? (bits > 8 ? bits - 8 : 0) : 0;
        ushort most = 0;
        for (int i = 0; isWide && i < entries; i++)
            most = Math.Max(most, DicomHeader.U16(bytes.AsSpan(2 * i), set.Encoding.IsBigEndian));
        if (isWide && most < 256)
            shift = 0; // 8-bit entries written into 16-bit words
        for (int i = 0; i < entries; i++)
        {
            if (isWide)
                table[i] = (byte)Math.Min(DicomHeader.U16(bytes.AsSpan(2 * i), set.Encoding.IsBigEndian) >> shift, 255);
            else
                table[i] = i < bytes.Length ? bytes[i] : bytes.Length > 0 ? bytes[^1] : (byte)0;
        }
        return table;
    }

    private static byte[]? Segmented(DicomDataSet set, in DicomElement data, int entries, int bits)
    {
        byte[] bytes = set.Window.Copy(data.Offset, (int)Math.Min(data.Length, 4 * 65536));
        ushort[] words = new ushort[bytes.Length / 2];
        for (int i = 0; i < words.Length; i++)
            words[i] = DicomHeader.U16(bytes.AsSpan(2 * i), set.Encoding.IsBigEndian);
        int shift = bits > 8 ? bits - 8 : 0;
        return SegmentedPalette.Expand(words, entries) is { } table ? [.. table.Select(value => (byte)Math.Min(value >> shift, 255))] : null;
    }

    private static void Invalid(DicomDataSet set, string message) => set.Warnings.Add(Codes.DicomImageInvalid, message);
}
