using System.Text;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Sniffing;

/// <summary>Tells text from binary, and kinds of text from each other.</summary>
internal static class TextSniffer
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public static Sniffed Sniff(ReadOnlySpan<byte> head)
    {
        string? text = Decode(head);
        if (text is null)
            return new(FileKind.Other, Subkind.Binary);
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (IsHtml(start))
            return new(FileKind.Other, Subkind.Html);
        if (start.StartsWith("<"))
            return new(FileKind.Other, start.IndexOf("<svg", StringComparison.OrdinalIgnoreCase) >= 0 ? Subkind.Svg : start.IndexOf("<GIFTI", StringComparison.Ordinal) >= 0 ? Subkind.Gifti : Subkind.Xml);
        if (start.StartsWith("{") || start.StartsWith("["))
            return new(FileKind.Other, Subkind.Json);
        if (start.StartsWith("# === DATA DESCRIPTION FILE"))
            return new(FileKind.Other, Subkind.PhilipsPar);
        if (start.StartsWith("type  = ") || start.StartsWith("type = string-attribute"))
            return new(FileKind.Other, Subkind.AfniHead);
        return new(FileKind.Other, IsTable(text, head.Length < 4096) ? Subkind.Table : Subkind.Text);
    }

    public static bool IsHtml(ReadOnlySpan<char> start) =>
        start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
        || (start.StartsWith("<!--") && start.IndexOf("<html", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>UTF-8, UTF-16 with mark, or an 8-bit code page: no NULs and hardly a control character. Null for binary.</summary>
    private static string? Decode(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(head[2..]);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(head[2..]);
        int controls = 0;
        int high = 0;
        foreach (byte value in head)
        {
            if (value == 0)
                return null;
            controls += value < 32 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B) ? 1 : 0;
            high += value >= 0x80 ? 1 : 0;
        }
        if (controls * 50 > head.Length)
            return null;
        string text = Encoding.UTF8.GetString(head);
        int broken = text.Count(c => c == '\uFFFD');
        // A cut last character is no fault; many broken ones mean an 8-bit page, and too many high bytes mean no text at all.
        if (broken > 3 && (controls > 0 || high * 10 > head.Length * 9))
            return null;
        return text.TrimStart('\uFEFF');
    }

    /// <summary>Two lines or more with the same number of the same delimiter.</summary>
    private static bool IsTable(string text, bool isWhole)
    {
        string[] lines = text.Split('\n', 12);
        int usable = isWhole ? lines.Length : lines.Length - 1;
        List<string> filled = [.. lines.Take(Math.Min(usable, 11)).Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0)];
        if (filled.Count < 2)
            return false;
        foreach (char delimiter in Delimiters)
        {
            int columns = Count(filled[0], delimiter);
            if (columns > 0 && filled.TrueForAll(l => Count(l, delimiter) == columns))
                return true;
        }
        return false;
    }

    private static int Count(string line, char delimiter)
    {
        int count = 0;
        bool isQuoted = false;
        foreach (char c in line)
        {
            if (c == '"')
                isQuoted = !isQuoted;
            else if (c == delimiter && !isQuoted)
                count++;
        }
        return count;
    }
}
