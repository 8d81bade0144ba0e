using System.Text;

namespace MedAgg.Jobs.Fetching;

/// <summary>Tells a web page from data: a login page is the commonest thing that is sent instead of a file.</summary>
public static class PageSniffer
{
    private static readonly string[] Begins = ["<!doctype html", "<html", "<head", "<body", "<script"];

    /// <summary>Number of first bytes that are enough.</summary>
    public const int HeadBytes = 512;

    /// <summary>Whether the bytes begin as HTML does, after a byte order mark, spaces and comments.</summary>
    public static bool IsPage(ReadOnlySpan<byte> head)
    {
        string text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, HeadBytes)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        while (text.StartsWith("<!--", StringComparison.Ordinal) && text.Contains("-->", StringComparison.Ordinal))
            text = text[(text.IndexOf("-->", StringComparison.Ordinal) + 3)..].TrimStart();
        return Array.Exists(Begins, begin => text.StartsWith(begin, StringComparison.OrdinalIgnoreCase));
    }

    internal static bool IsPageType(string? mediaType) => mediaType is "text/html" or "application/xhtml+xml";
}
