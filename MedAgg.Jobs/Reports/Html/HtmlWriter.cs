using System.Globalization;
using System.Net;
using System.Text;

namespace MedAgg.Jobs.Reports.Html;

/// <summary>Writes the few elements that a report is made of; every text is encoded.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Markup as it is.</summary>
    public HtmlWriter Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <summary>An element with text.</summary>
    public HtmlWriter Element(string name, string? text, string attributes = "")
    {
        _html.Append(CultureInfo.InvariantCulture, $"<{name}{(attributes.Length > 0 ? " " + attributes : "")}>{Encode(text)}</{name}>");
        return this;
    }

    /// <summary>A table: the first cell of a row is its head; names that begin with "#" are columns of numbers.</summary>
    public HtmlWriter Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string className = "")
    {
        _html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\"><table class=\"{className}\"><caption>{Encode(caption)}</caption><thead><tr>");
        foreach (string column in columns)
            _html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{(IsNumber(column) ? " class=\"n\"" : "")}>{Encode(column.TrimStart('#'))}</th>");
        _html.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(row[0])}</th>");
            for (int i = 1; i < row.Count; i++)
                _html.Append(CultureInfo.InvariantCulture, $"<td{(IsNumber(columns[i]) ? " class=\"n\"" : "")}>{Cell(row[i])}</td>");
            _html.Append("</tr>");
        }

        _html.Append("</tbody></table></div>");
        return this;
    }

    public override string ToString() => _html.ToString();

    // A second line is smaller: intervals under their number.
    private static string Cell(string text) => text.Split('\n', 2) is [var first, var second] ? $"{Encode(first)}<br><small>{Encode(second)}</small>" : Encode(text);

    private static bool IsNumber(string column) => column.StartsWith('#');
}
