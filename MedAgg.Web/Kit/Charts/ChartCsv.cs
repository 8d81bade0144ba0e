using System.Globalization;
using System.Text;
using MedAgg.Domain.Tables;

namespace MedAgg.Web.Kit.Charts;

/// <summary>Writes a chart's table as CSV.</summary>
public static class ChartCsv
{
    /// <summary>RFC 4180 with invariant numbers, in UTF-8 by whoever saves it.</summary>
    public static string Plain(ChartTable table) => Write(table, ',', CultureInfo.InvariantCulture, "");

    /// <summary>For a spreadsheet with Russian settings: byte order mark, semicolons, decimal commas.</summary>
    public static string ForRussianSpreadsheet(ChartTable table) => Write(table, ';', CommaNumbers, "\uFEFF");

    private static readonly NumberFormatInfo CommaNumbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "" };

    private static string Write(ChartTable table, char separator, IFormatProvider numbers, string start)
    {
        ArgumentNullException.ThrowIfNull(table);
        var csv = new StringBuilder(start);
        csv.AppendJoin(separator, table.Columns.Select(column => CsvCell.Safe(column.Name, separator))).Append("\r\n");
        foreach (IReadOnlyList<object?> row in table.Rows)
            csv.AppendJoin(separator, row.Select(cell => Cell(cell, separator, numbers))).Append("\r\n");
        return csv.ToString();
    }

    private static string Cell(object? value, char separator, IFormatProvider numbers) => value switch
    {
        null => "",
        double number => number.ToString("0.############", numbers),
        IFormattable number => number.ToString(null, numbers),
        _ => CsvCell.Safe(value.ToString() ?? "", separator),
    };
}
