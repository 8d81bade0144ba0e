using System.IO.Compression;
using System.Text;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Tables;

namespace MedAgg.Jobs.Tests.Tables;

public sealed class TableCheckTests
{
    private static readonly TableLimits Small = new() { MaxCsvColumns = 20, MaxCsvLineBytes = 200, MaxJsonDepth = 8, MaxXmlDepth = 16, MaxEntryBytes = 100_000, MaxTotalUnpackedBytes = 200_000 };

    public static TheoryData<string, string, string?, string[]> Texts => new()
    {
        { "a.csv", "id,label\n1,x\n2,y\n", null, [] },
        { "a.csv", "id,label\n1,\"two\nlines\"\n2,\"a \"\"b\"\"\"\n", null, [] },
        { "a.csv", "id;label\r\n1;x\r\n", null, [] },
        { "a.tsv", "id\tlabel\n1\tx\n", null, [] },
        { "a.csv", "id,label\n1,x,3\n2\n", null, [TableCodes.Ragged] },
        { "a.csv", "id,id\n1,x\n", null, [TableCodes.DuplicateColumns] },
        { "a.csv", "id,label\n", null, [TableCodes.Empty] },
        { "a.csv", "id,label\n1,\"open\n2,y\n", null, [TableCodes.Malformed] },
        { "a.csv", "id,label\n1,\"" + new string('x', 300), TableCodes.Malformed, [] },
        { "a.csv", new string('x', 300), TableCodes.LineTooLong, [] },
        { "a.csv", string.Join(',', Enumerable.Range(0, 30)), TableCodes.TooWide, [] },
        { "a.csv", "<!doctype html><html><body>Sign in</body></html>", TableCodes.IsHtml, [] },
        { "a.json", "{\"a\":[1,2,{\"b\":\"[[[[[[[[[[\"}]}", null, [] },
        { "a.json", "[1,[2,[3", null, [TableCodes.JsonMalformed] },
        { "a.json", "[[[[[[[[[[1]]]]]]]]]]", TableCodes.JsonTooDeep, [] },
        { "a.xlsx", "this is text", TableCodes.Malformed, [] },
        { "note.txt", "any, text\nmay be, ragged, here", null, [] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_judged_by_what_it_holds(string name, string text, string? refused, string[] remarks) =>
        AssertJudged(name, Encoding.UTF8.GetBytes(text), refused, remarks);

    [Fact]
    public void A_table_that_is_not_unicode_is_read_with_a_remark() =>
        AssertJudged("a.csv", [.. "id,label\n1,"u8, 0xE4, 0xF6, .. "\n2,y\n"u8], null, [TableCodes.Encoding]);

    [Fact]
    public void A_workbook_is_sound() => AssertJudged("a.xlsx", Workbook(), null, []);

    [Fact]
    public void A_plain_archive_that_is_named_like_a_workbook_is_read_with_a_remark()
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("a.txt");
        AssertJudged("a.xlsx", bytes.ToArray(), null, [TableCodes.Malformed]);
    }

    [Theory]
    [InlineData("<c r=\"A1\" t=\"s\"><v>7</v></c>", TableCodes.Malformed)]
    [InlineData("<c r=\"XFE1\"><v>7</v></c>", TableCodes.Malformed)]
    [InlineData("<c r=\"A0\"><v>7</v></c>", TableCodes.Malformed)]
    [InlineData("<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>", TableCodes.Malformed)]
    [InlineData("<c r=\"A1\" t=\"s\"><v>0</v></c>", null)]
    [InlineData("<c r=\"XFD1048576\"><v>7</v></c>", null)]
    public void Cells_must_be_where_cells_can_be(string cells, string? refused) =>
        Assert.Equal(refused, Judge("a.xlsx", Workbook(sheet: $"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>")).Refusal?.Code);

    [Fact]
    public void A_document_type_is_not_expanded() =>
        AssertJudged("a.xlsx", Workbook(sheet: "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet>&a;</worksheet>"), TableCodes.XmlDtd, []);

    [Fact]
    public void A_part_is_no_larger_than_its_limit() =>
        AssertJudged("a.xlsx", Workbook(sheet: "<worksheet>" + new string(' ', 150_000) + "</worksheet>"), TableCodes.PartTooLarge, []);

    [Theory]
    [InlineData("xl/vbaProject.bin", null, TableCodes.HasMacros)]
    [InlineData("xl/externalLinks/externalLink1.xml", null, TableCodes.ExternalReference)]
    [InlineData("../evil.xml", TableCodes.PartEscapes, null)]
    [InlineData("xl/workbook.xml", TableCodes.Malformed, null)]
    public void Parts_are_judged_by_their_names(string part, string? refused, string? remark) =>
        AssertJudged("a.xlsx", Workbook(more: part), refused, remark is null ? [] : [remark]);

    [Theory]
    [InlineData("Target=\"http://10.0.0.1/x\" TargetMode=\"External\"", TableCodes.ExternalReference)]
    [InlineData("Target=\"../../etc/passwd\"", TableCodes.Malformed)]
    [InlineData("Target=\"xl/nowhere.xml\"", TableCodes.Malformed)]
    public void The_main_part_lies_inside(string target, string refused) =>
        AssertJudged("a.xlsx", Workbook(main: target), refused, []);

    [Fact]
    public void A_cut_workbook_is_refused_wherever_it_is_cut()
    {
        byte[] whole = Workbook();
        for (int length = 60; length < whole.Length; length += 17)
            Assert.NotNull(Judge("a.xlsx", whole[..length]).Refusal);
    }

    private static void AssertJudged(string name, byte[] bytes, string? refused, string[] remarks)
    {
        TableVerdict verdict = Judge(name, bytes);
        Assert.Equal(refused, verdict.Refusal?.Code);
        Assert.Equal(remarks, verdict.Remarks.Select(remark => remark.Code));
    }

    private static TableVerdict Judge(string name, byte[] bytes)
    {
        using var source = ByteSource.Of(bytes);
        FileReading reading = ImageReaders.Inspect(source, name, ImagingLimits.Default, TestContext.Current.CancellationToken);
        return new TableCheck(Small).Judge(source, reading, TestContext.Current.CancellationToken);
    }

    private static byte[] Workbook(string? sheet = null, string? more = null, string main = "Target=\"xl/workbook.xml\"")
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types/>");
            Add(zip, "_rels/.rels", $"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" {main}/></Relationships>");
            Add(zip, "xl/workbook.xml", "<workbook><sheets/></workbook>");
            Add(zip, "xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>");
            Add(zip, "xl/worksheets/sheet1.xml", sheet ?? "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>");
            if (more is not null)
                Add(zip, more, "<x/>");
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using StreamWriter entry = new(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        entry.Write(content);
    }
}
