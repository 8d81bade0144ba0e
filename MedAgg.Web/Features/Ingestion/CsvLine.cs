using System.Globalization;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>One line of CSV (RFC 4180).</summary>
internal static class CsvLine
{
    /// <summary>Fields that hold a comma, a quote or a line break are quoted; a field that a spreadsheet would run as a formula gets an apostrophe.</summary>
    public static string Of(params object[] fields) => string.Join(',', fields.Select(Written)) + "\r\n";

    private static string Written(object field)
    {
        string text = Convert.ToString(field, CultureInfo.InvariantCulture) ?? "";
        if (field is string && text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t')
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
