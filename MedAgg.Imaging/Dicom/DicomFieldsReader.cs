using System.Globalization;
using System.Text;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>Every public element outside sequences and bulk data, by keyword.</summary>
internal static class DicomFieldsReader
{
    private const int MostValues = 4096;

    /// <summary>"US or SS" in PS3.6: implicit VR leaves the choice to PixelRepresentation (PS3.5 section A.1).</summary>
    private static readonly HashSet<uint> SignedWithPixels =
        [0x00280104, 0x00280105, 0x00280106, 0x00280107, 0x00280108, 0x00280109, 0x00280110, 0x00280111, 0x00280120, 0x00280121, 0x00409211, 0x00409216, 0x00603004, 0x00603006];

    public static IReadOnlyDictionary<string, object> Read(DicomDataSet set, ImagingLimits limits)
    {
        DicomValues values = new(set);
        Dictionary<string, object> fields = new(StringComparer.Ordinal);
        bool arePixelsSigned = values.Int(DicomTag.PixelRepresentation) == 1;
        foreach (DicomElement element in set.Top)
        {
            if (element.Length == DicomElement.Undefined || element.Length > limits.MaxDicomValueBytesNonpixel || DicomTags.Find(element.Tag) is not { } entry)
                continue;
            bool isWritten = set.Encoding.IsExplicit && element.Vr is not (DicomVr.UN or DicomVr.None) && DicomVr.IsKnown(element.Vr);
            ushort vr = isWritten ? element.Vr : arePixelsSigned && SignedWithPixels.Contains(element.Tag) ? DicomVr.SS : entry.VrCode;
            if (vr == DicomVr.SQ || DicomVr.IsBulk(vr))
                continue;
            fields[Name(entry, element.Tag)] = Value(set, values, element with { Vr = vr });
        }
        return fields;
    }

    /// <summary>A repeating group's keyword carries its group, so that two overlays do not hide each other.</summary>
    private static string Name(DicomTagInfo entry, uint tag) =>
        entry.Tag == tag || tag >> 16 is 0x5000 or 0x6000 ? entry.Keyword : string.Create(CultureInfo.InvariantCulture, $"{entry.Keyword}_{tag >> 16:X4}");

    private static object Value(DicomDataSet set, DicomValues values, in DicomElement element)
    {
        if (element.Length == 0)
            return "";
        if (element.Vr == DicomVr.AT)
            return Single(Tags(set, values, element));
        if (DicomVr.NumberSize(element.Vr) > 0)
            return Single(Numbers(set, values, element));
        if (element.Vr is DicomVr.DS or DicomVr.IS)
            return Decimals(values, element);
        string text = values.Text(element, keepsLeading: true);
        if (element.Vr == DicomVr.PN)
            text = text.TrimEnd('='); // empty component groups may be left out (PS3.5 section 6.2.1.1)
        if (element.Vr is DicomVr.LT or DicomVr.ST or DicomVr.UT or DicomVr.UR || !text.Contains('\\', StringComparison.Ordinal))
            return text;
        return text.Split('\\', StringSplitOptions.TrimEntries);
    }

    private static List<object> Numbers(DicomDataSet set, DicomValues values, in DicomElement element)
    {
        List<object> list = [];
        int size = DicomVr.NumberSize(element.Vr);
        ReadOnlySpan<byte> bytes = values.Bytes(element);
        for (int at = 0; at + size <= bytes.Length && list.Count < MostValues; at += size)
        {
            double number = DicomValues.Binary(bytes[at..], element.Vr, set.Encoding.IsBigEndian);
            list.Add(element.Vr switch
            {
                DicomVr.FL or DicomVr.FD => double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture),
                DicomVr.UV => DicomHeader.U64(bytes[at..], set.Encoding.IsBigEndian),
                DicomVr.SV => (long)DicomHeader.U64(bytes[at..], set.Encoding.IsBigEndian),
                _ => (object)(long)number,
            });
        }
        return list;
    }

    private static List<object> Tags(DicomDataSet set, DicomValues values, in DicomElement element)
    {
        List<object> list = [];
        ReadOnlySpan<byte> bytes = values.Bytes(element);
        bool big = set.Encoding.IsBigEndian;
        for (int at = 0; at + 4 <= bytes.Length && list.Count < MostValues; at += 4)
            list.Add(string.Create(CultureInfo.InvariantCulture, $"({DicomHeader.U16(bytes[at..], big):X4},{DicomHeader.U16(bytes[(at + 2)..], big):X4})"));
        return list;
    }

    /// <summary>DS and IS: numbers where they are numbers, the text where it is something else.</summary>
    private static object Decimals(DicomValues values, in DicomElement element)
    {
        List<object> list = [];
        ReadOnlySpan<byte> rest = DicomValues.TrimPadding(values.Bytes(element), true);
        if (rest.IsEmpty)
            return "";
        while (list.Count < MostValues)
        {
            int cut = rest.IndexOf((byte)'\\');
            ReadOnlySpan<byte> part = DicomValues.TrimPadding(cut < 0 ? rest : rest[..cut], true);
            double? number = DicomValues.Decimal(part);
            bool isWhole = element.Vr == DicomVr.IS && number is { } n && n == Math.Floor(n) && Math.Abs(n) < 1L << 53;
            list.Add(number is not { } value ? Encoding.Latin1.GetString(part) : isWhole ? (long)value : (object)value);
            if (cut < 0)
                break;
            rest = rest[(cut + 1)..];
        }
        return Single(list);
    }

    private static object Single(List<object> list) => list.Count switch
    {
        0 => "",
        1 => list[0],
        _ => list,
    };
}
