using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>Decodes values of a parsed data set. Odd values are absent and warned about, never thrown.</summary>
internal sealed class DicomValues
{
    private const int MaxTextBytes = 1 << 20;
    private readonly DicomDataSet _set;
    private readonly DicomCharacterSet _characters;

    public DicomValues(DicomDataSet set)
    {
        _set = set;
        DeclaredCharacterSet = set.TryFind(DicomTag.SpecificCharacterSet, out DicomElement element) ? Plain(element) : null;
        _characters = DicomCharacterSet.Of(DeclaredCharacterSet);
        if (_characters.UnknownTerm is { } term)
            set.Warnings.Add(Codes.DicomCharset, $"The declared character set \"{Printable(term)}\" is unknown.");
    }

    /// <summary>(0008,0005) as written; null when absent.</summary>
    public string? DeclaredCharacterSet { get; }

    /// <summary>Name of the encoding that was guessed for undeclared 8-bit text; null when nothing was guessed.</summary>
    public string? GuessedCharacterSet { get; private set; }

    public bool Has(uint tag) => _set.TryFind(tag, out _);

    public string? Text(uint tag) => _set.TryFind(tag, out DicomElement element) ? Text(element) : null;

    public string[] Texts(uint tag)
    {
        string? text = Text(tag);
        return string.IsNullOrEmpty(text) ? [] : text.Split('\\', StringSplitOptions.TrimEntries);
    }

    /// <summary>Text trimmed of padding: spaces and NULs behind, spaces before (PS3.5 section 6.2).</summary>
    /// <param name="element">A text element.</param>
    /// <param name="keepsLeading">Keeps spaces before the text.</param>
    public string Text(in DicomElement element, bool keepsLeading = false)
    {
        if (element.Length is 0 or DicomElement.Undefined)
            return "";
        ReadOnlySpan<byte> bytes = Bytes(element);
        bool isParagraph = element.Vr is DicomVr.LT or DicomVr.ST or DicomVr.UT;
        ReadOnlySpan<byte> trimmed = TrimPadding(bytes, !isParagraph && !keepsLeading);
        if (!DicomVr.IsEncodedText(element.Vr) && element.Vr is not (DicomVr.UN or DicomVr.None))
            return Encoding.Latin1.GetString(trimmed);
        string text = _characters.Decode(trimmed, out string? guess, out bool isBroken);
        if (guess is not null && guess != GuessedCharacterSet)
        {
            GuessedCharacterSet ??= guess;
            _set.Warnings.Add(Codes.DicomCharset, $"Text with undeclared character set was read as {guess}, which is a guess.");
        }
        if (isBroken)
            _set.Warnings.Add(Codes.DicomCharset, $"Element {DicomTag.Text(element.Tag)} does not fit its declared character set.");
        return text;
    }

    /// <summary>First value as a whole number; null when absent or no such number.</summary>
    public int? Int(uint tag)
    {
        if (!_set.TryFind(tag, out DicomElement element) || element.Length is 0 or DicomElement.Undefined)
            return null;
        double? number = Number(element, 0);
        if (number is { } value && value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue)
            return (int)value;
        Odd(element);
        return null;
    }

    /// <summary>First value as a finite number; null when absent or none.</summary>
    public double? Double(uint tag)
    {
        if (!_set.TryFind(tag, out DicomElement element) || element.Length is 0 or DicomElement.Undefined)
            return null;
        if (Number(element, 0) is { } value)
            return value;
        Odd(element);
        return null;
    }

    /// <summary>All values as finite numbers; empty when absent or when one of them is no number.</summary>
    public double[] Doubles(uint tag, int most = 1024) =>
        _set.TryFind(tag, out DicomElement element) ? Doubles(element, most) : [];

    public double[] Doubles(in DicomElement element, int most = 1024)
    {
        if (element.Length is 0 or DicomElement.Undefined)
            return [];
        int count = Math.Min(Count(element), most);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            if (Number(element, i) is not { } value)
            {
                Odd(element);
                return [];
            }
            values[i] = value;
        }
        return values;
    }

    /// <summary>Exactly so many finite numbers, or null.</summary>
    public double[]? Vector(uint tag, int count)
    {
        if (!_set.TryFind(tag, out DicomElement element) || element.Length == 0)
            return null;
        double[] values = Doubles(element);
        if (values.Length == count)
            return values;
        if (values.Length > 0)
            Odd(element);
        return null;
    }

    /// <summary>The bytes of a value, at most a mebibyte; valid until the next call.</summary>
    public ReadOnlySpan<byte> Bytes(in DicomElement element) =>
        element.Length == DicomElement.Undefined ? default : _set.Window.Peek(element.Offset, (int)Math.Min(element.Length, MaxTextBytes));

    /// <summary>Number of values.</summary>
    public int Count(in DicomElement element)
    {
        int size = DicomVr.NumberSize(element.Vr);
        if (size > 0)
            return (int)Math.Min(element.Length / size, int.MaxValue);
        return Bytes(element).Count((byte)'\\') + 1;
    }

    /// <summary>One value as a finite number, null when it is none.</summary>
    public double? Number(in DicomElement element, int index)
    {
        ReadOnlySpan<byte> bytes = Bytes(element);
        int size = DicomVr.NumberSize(element.Vr);
        if (size > 0)
        {
            if ((index + 1L) * size > bytes.Length)
                return null;
            double value = Binary(bytes[(index * size)..], element.Vr, _set.Encoding.IsBigEndian);
            return double.IsFinite(value) ? value : null;
        }
        if (element.Vr is DicomVr.UN or DicomVr.None or DicomVr.OB or DicomVr.OW && DicomTags.Vr(element.Tag) is var meant && DicomVr.NumberSize(meant) > 0)
            return bytes.Length >= DicomVr.NumberSize(meant) ? Binary(bytes, meant, _set.Encoding.IsBigEndian) : null;
        return Decimal(Part(bytes, index));
    }

    internal static double Binary(ReadOnlySpan<byte> bytes, ushort vr, bool big) => vr switch
    {
        DicomVr.US => DicomHeader.U16(bytes, big),
        DicomVr.SS => (short)DicomHeader.U16(bytes, big),
        DicomVr.UL => DicomHeader.U32(bytes, big),
        DicomVr.SL => (int)DicomHeader.U32(bytes, big),
        DicomVr.FL => BitConverter.UInt32BitsToSingle(DicomHeader.U32(bytes, big)),
        DicomVr.FD => BitConverter.UInt64BitsToDouble(DicomHeader.U64(bytes, big)),
        DicomVr.SV => (long)DicomHeader.U64(bytes, big),
        DicomVr.UV => DicomHeader.U64(bytes, big),
        _ => double.NaN,
    };

    /// <summary>A DS or IS value; blanks around it are allowed.</summary>
    internal static double? Decimal(ReadOnlySpan<byte> text)
    {
        text = TrimPadding(text, true);
        if (text.StartsWith("+"u8))
            text = text[1..];
        if (text.IsEmpty || !Utf8Parser.TryParse(text, out double value, out int used) || used != text.Length || !double.IsFinite(value))
        {
            // Some writers use a decimal comma (seen in files of several vendors); nothing else is bent into a number.
            int comma = text.IndexOf((byte)',');
            return comma < 0 || text.Length > 32 ? null
                : double.TryParse(Encoding.Latin1.GetString(text).Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double bent) && double.IsFinite(bent) ? bent : null;
        }
        return value;
    }

    internal static ReadOnlySpan<byte> TrimPadding(ReadOnlySpan<byte> bytes, bool atBothEnds)
    {
        bytes = bytes.TrimEnd(" \0"u8);
        return atBothEnds ? bytes.TrimStart((byte)' ') : bytes;
    }

    internal static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, int index)
    {
        while (index-- > 0)
        {
            int cut = bytes.IndexOf((byte)'\\');
            if (cut < 0)
                return default;
            bytes = bytes[(cut + 1)..];
        }
        int end = bytes.IndexOf((byte)'\\');
        return end < 0 ? bytes : bytes[..end];
    }

    private string Plain(in DicomElement element) => Encoding.Latin1.GetString(TrimPadding(Bytes(element), false));

    private void Odd(in DicomElement element) =>
        _set.Warnings.Add(Codes.DicomInvalidValue, $"Element {DicomTag.Text(element.Tag)} holds a value that its VR {DicomVr.Name(element.Vr)} does not allow.");

    private static string Printable(string text) => string.Concat(text.Select(c => c is >= ' ' and < (char)127 ? c : '?'));
}
