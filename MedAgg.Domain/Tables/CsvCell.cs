namespace MedAgg.Domain.Tables;

/// <summary>One cell of comma-separated text (RFC 4180). Every table that leaves the product is written through it.</summary>
public static class CsvCell
{
    /// <summary>The text as it is, in quotes where it holds a quote, a line break or the separator.</summary>
    /// <param name="text">What the cell says.</param>
    /// <param name="separator">Comma, or the semicolon that a Russian spreadsheet reads.</param>
    public static string Quoted(string text, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().IndexOfAny('"', '\r', '\n') < 0 && !text.Contains(separator, StringComparison.Ordinal) ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The same for words of strangers: what a spreadsheet would run as a formula gets an apostrophe in front.</summary>
    /// <inheritdoc cref="Quoted"/>
    public static string Safe(string text, char separator = ',') =>
        Quoted(text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '＝' or '＋' or '－' or '＠', ..] ? "'" + text : text, separator);
}
