using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Inspection;

/// <summary>
/// Reads the first sheet of an <c>.xlsx</c> workbook (ECMA-376) as a table: texts, shared texts, numbers as they are stored. Formulas give their stored
/// value, dates stay serial numbers, merged cells keep their first. Bounded in cells, columns and unpacked bytes.
/// </summary>
public static class SpreadsheetReader
{
    private const int MaxRows = 1_048_576; // ECMA-376: no sheet has more
    private const int MaxColumns = 400;
    private const int MaxCells = 8_000_000;
    private const int MaxCellCharacters = 32 * 1024;
    private const long MaxPartBytes = 256L << 20;
    private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = false };

    /// <param name="content">The workbook; must seek.</param>
    /// <param name="path">Its path in the source, for messages.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    /// <returns>The table, or why it is none.</returns>
    public static async Task<(LabelTable? Table, Refusal? Refusal)> ReadAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        try
        {
            using ZipArchive workbook = new(content, ZipArchiveMode.Read, leaveOpen: true);
            string sheet = await FirstSheetAsync(workbook, cancellationToken);
            List<string> texts = workbook.GetEntry("xl/sharedStrings.xml") is { } shared ? await TextsAsync(shared, cancellationToken) : [];
            List<string[]> rows = await RowsAsync(workbook.GetEntry(sheet) ?? throw new InvalidDataException($"it has no part {sheet}"), texts, cancellationToken);
            int header = rows.FindIndex(row => row.Any(cell => cell.Length > 0));
            if (header < 0)
                return (null, new("TABLE_EMPTY", $"The first sheet of {path} is empty."));
            string[] names = rows[header];
            int width = Array.FindLastIndex(names, name => name.Length > 0) + 1;
            return (new(path, names[..width], [.. rows.Skip(header + 1).Where(row => row.Any(cell => cell.Length > 0)).Select(row => Fit(row, width))]), null);
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            return (null, new("TABLE_MALFORMED", $"{path} is no workbook that can be read: {exception.Message}"));
        }
    }

    private static string[] Fit(string[] row, int width) => row.Length == width ? row : [.. Enumerable.Range(0, width).Select(column => column < row.Length ? row[column] : "")];

    // The order of sheets is in the workbook, the place of each in its relationships.
    private static async Task<string> FirstSheetAsync(ZipArchive workbook, CancellationToken cancellationToken)
    {
        string? id = await AttributeAsync(workbook.GetEntry("xl/workbook.xml"), "sheet", "id", null, cancellationToken);
        string? target = id is null ? null : await AttributeAsync(workbook.GetEntry("xl/_rels/workbook.xml.rels"), "Relationship", "Target", id, cancellationToken);
        return target is null ? "xl/worksheets/sheet1.xml" : target.StartsWith('/') ? target[1..] : "xl/" + target;
    }

    private static async Task<string?> AttributeAsync(ZipArchiveEntry? part, string element, string attribute, string? withId, CancellationToken cancellationToken)
    {
        if (part is null)
            return null;
        await using Stream packed = await part.OpenAsync(cancellationToken);
        await using Stream stream = Limited(packed, part);
        using var xml = XmlReader.Create(stream, Settings);
        while (await xml.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.NodeType is not XmlNodeType.Element || xml.LocalName != element || (withId is not null && xml.GetAttribute("Id") != withId))
                continue;
            while (xml.MoveToNextAttribute())
            {
                if (xml.LocalName == attribute)
                    return await xml.GetValueAsync();
            }
        }

        return null;
    }

    private static async Task<List<string>> TextsAsync(ZipArchiveEntry part, CancellationToken cancellationToken)
    {
        List<string> texts = [];
        StringBuilder text = new();
        await using Stream packed = await part.OpenAsync(cancellationToken);
        await using Stream stream = Limited(packed, part);
        using var xml = XmlReader.Create(stream, Settings);
        bool isPhonetic = false;
        while (await xml.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.LocalName == "rPh")
            {
                isPhonetic = xml.NodeType is XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "t" } && !isPhonetic)
            {
                text.Append(await ContentAsync(xml));
            }
            else if (xml.LocalName == "si" && (xml.NodeType is XmlNodeType.EndElement || xml.IsEmptyElement))
            {
                texts.Add(text.ToString());
                text.Clear();
                if (texts.Count > MaxCells)
                    throw new InvalidDataException($"it has more than {MaxCells} texts");
            }
        }

        return texts;
    }

    private static async Task<List<string[]>> RowsAsync(ZipArchiveEntry part, List<string> texts, CancellationToken cancellationToken)
    {
        List<string[]> rows = [];
        List<string> row = [];
        int cells = 0;
        string type = "";
        int column = 0;
        StringBuilder value = new();
        await using Stream packed = await part.OpenAsync(cancellationToken);
        await using Stream stream = Limited(packed, part);
        using var xml = XmlReader.Create(stream, Settings);
        while (await xml.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (xml.LocalName)
            {
                case "row" when xml.NodeType is XmlNodeType.EndElement || xml.IsEmptyElement:
                    if (rows.Count == MaxRows)
                        throw new InvalidDataException($"it has more than {MaxRows} rows");
                    rows.Add([.. row]);
                    row.Clear();
                    break;
                case "c" when xml.NodeType is XmlNodeType.Element:
                    type = xml.GetAttribute("t") ?? "n";
                    column = xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : row.Count;
                    value.Clear();
                    if (++cells > MaxCells || column >= MaxColumns)
                        throw new InvalidDataException($"it has more than {MaxCells} cells or {MaxColumns} columns");
                    break;
                case "v" or "t" when xml.NodeType is XmlNodeType.Element:
                    value.Append(await ContentAsync(xml));
                    break;
                case "c" when xml.NodeType is XmlNodeType.EndElement:
                    while (row.Count <= column)
                        row.Add("");
                    row[column] = Shown(type, value.ToString(), texts);
                    break;
            }
        }

        return rows;
    }

    private static string Shown(string type, string value, List<string> texts)
    {
        string text = type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < texts.Count ? texts[at] : "",
            "b" => value == "1" ? "TRUE" : "FALSE",
            _ => value,
        };
        return (text.Length > MaxCellCharacters ? text[..MaxCellCharacters] : text).Trim();
    }

    // "AB12" → 27: letters are digits of base 26 without a zero.
    private static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char letter in reference.TakeWhile(char.IsAsciiLetter).Take(4))
            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        return Math.Max(0, column - 1);
    }

    private static async Task<string> ContentAsync(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        StringBuilder text = new();
        int depth = xml.Depth;
        while (await xml.ReadAsync() && !(xml.NodeType is XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(await xml.GetValueAsync());
        }

        return text.ToString();
    }

    private static LimitedStream Limited(Stream packed, ZipArchiveEntry part) => part.Length <= MaxPartBytes
        // The stated size may be a lie: what is read is counted, too.
        ? new(packed, MaxPartBytes, () => new InvalidDataException($"its part {part.FullName} unpacks to more than {MaxPartBytes} bytes"))
        : throw new InvalidDataException($"its part {part.FullName} unpacks to {part.Length} bytes; the limit is {MaxPartBytes}");
}
