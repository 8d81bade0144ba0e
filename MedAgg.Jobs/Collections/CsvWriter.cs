using System.Globalization;
using System.Text;
using MedAgg.Domain.Tables;

namespace MedAgg.Jobs.Collections;

/// <summary>RFC 4180: UTF-8, comma, CRLF, invariant numbers. Cells that a spreadsheet would run as a formula get an apostrophe in front.</summary>
internal sealed class CsvWriter(TextWriter text)
{
    private readonly StringBuilder _line = new();

    public void Cell(string? value)
    {
        if (_line.Length > 0)
            _line.Append(',');
        _line.Append(CsvCell.Safe(value ?? ""));
        if (_line.Length == 0)
            _line.Append("\"\""); // an empty first cell must not swallow its comma
    }

    public void Cell(long? value) => Plain(value?.ToString(CultureInfo.InvariantCulture));

    public void Cell(double? value) => Plain(value?.ToString("R", CultureInfo.InvariantCulture));

    public async Task EndRowAsync(CancellationToken cancellationToken)
    {
        await text.WriteAsync(_line.Append("\r\n"), cancellationToken);
        _line.Clear();
    }

    // Numbers are ours and no formula, also with a minus in front.
    private void Plain(string? number)
    {
        if (_line.Length > 0)
            _line.Append(',');
        _line.Append(number);
        if (_line.Length == 0)
            _line.Append("\"\"");
    }
}
