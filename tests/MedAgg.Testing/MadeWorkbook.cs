using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace MedAgg.Testing;

/// <summary>Makes small <c>.xlsx</c> workbooks: two sheets, of which the second is listed first in the archive, and shared texts.</summary>
public static class MadeWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Numbers become number cells, everything else shared texts; empty cells are left out.</summary>
    public static byte[] Of(params IReadOnlyList<string>[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<string> texts = [];
        StringBuilder sheet = new();
        foreach ((int index, IReadOnlyList<string> row) in rows.Index())
        {
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{index + 1}\">");
            foreach ((int column, string cell) in row.Index())
            {
                string place = $"{(char)('A' + column)}{(index + 1).ToString(CultureInfo.InvariantCulture)}";
                if (cell.Length == 0)
                    continue;
                if (decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
                {
                    sheet.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{cell}</v></c>");
                    continue;
                }

                if (!texts.Contains(cell))
                    texts.Add(cell);
                sheet.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" t=\"s\"><v>{texts.IndexOf(cell)}</v></c>");
            }

            sheet.Append("</row>");
        }

        return Pack(sheet.ToString(), texts);
    }

    /// <summary>A workbook whose first sheet has these row elements.</summary>
    public static byte[] OfSheet(string rows) => Pack(rows, []);

    private static byte[] Pack(string rows, List<string> texts)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Add(zip, "_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\"><v>0</v></c></row></sheetData></worksheet>");
            Add(zip, "xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>");
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"labels\" sheetId=\"7\" r:id=\"rId2\"/><sheet name=\"other\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>");
            Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(texts.Select(text => $"<si><t>{SecurityElement.Escape(text)}</t></si>"))}</sst>");
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using StreamWriter entry = new(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        entry.Write(content);
    }
}
