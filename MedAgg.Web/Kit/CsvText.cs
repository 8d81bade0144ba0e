using System.Globalization;
using MedAgg.Domain.Tables;

namespace MedAgg.Web.Kit;

/// <summary>Lines of CSV as RFC 4180 wants them.</summary>
internal static class CsvText
{
    /// <summary>One line. A text that a spreadsheet would run as a formula gets an apostrophe before it.</summary>
    /// <param name="separator">Comma, or the semicolon that a Russian Excel reads.</param>
    /// <param name="cells">Numbers are written invariantly.</param>
    public static string Line(char separator, params object?[] cells) => string.Join(separator, cells.Select(cell => Cell(separator, cell))) + "\r\n";

    private static string Cell(char separator, object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return value is string ? CsvCell.Safe(text, separator) : CsvCell.Quoted(text, separator);
    }
}
