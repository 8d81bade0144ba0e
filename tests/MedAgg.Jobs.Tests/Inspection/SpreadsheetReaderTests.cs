using System.Text;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Inspection;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Inspection;

public sealed class SpreadsheetReaderTests
{
    [Fact]
    public async Task The_first_sheet_of_the_workbook_is_read_with_texts_numbers_and_holes()
    {
        (LabelTable? table, _) = await ReadAsync(MadeWorkbook.Of(["ID1", "Age", "subtype"], ["D1-0001", "44", ""], ["D1-0002", "40.5", "Luminal A & B"]));

        Assert.Equal(["ID1", "Age", "subtype"], table!.Header);
        Assert.Equal([["D1-0001", "44", ""], ["D1-0002", "40.5", "Luminal A & B"]], table.Rows);
    }

    [Fact]
    public async Task Inline_texts_rich_texts_and_missing_cells_keep_their_columns()
    {
        (LabelTable? table, _) = await ReadAsync(MadeWorkbook.OfSheet(
            """
            <row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="C1" t="inlineStr"><is><r><t>cla</t></r><r><t>ss</t></r></is></c></row>
            <row r="3"><c r="C3" t="str"><v>late</v></c><c r="A3" t="b"><v>1</v></c></row>
            """));

        Assert.Equal(["id", "", "class"], table!.Header);
        Assert.Equal([["TRUE", "", "late"]], table.Rows);
    }

    [Fact]
    public async Task Texts_are_whole_wherever_the_reader_fills_its_buffer_anew()
    {
        for (int shift = 0; shift < 60; shift++)
        {
            List<IReadOnlyList<string>> rows = [["ID1", new string('x', shift + 1)]];
            for (int row = 0; row < 400; row++)
                rows.Add([$"D1-{row:0000}", "Malignant"]);
            (LabelTable? table, Refusal? refusal) = await ReadAsync(MadeWorkbook.Of([.. rows]));
            Assert.Null(refusal);
            Assert.Equal(rows.Skip(1), table!.Rows);
        }
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v>")]
    public async Task A_broken_sheet_is_refused(string rows) =>
        Assert.Equal("TABLE_MALFORMED", (await ReadAsync(MadeWorkbook.OfSheet(rows))).Refusal?.Code);

    [Fact]
    public async Task No_workbook_at_all_is_refused() =>
        Assert.Equal("TABLE_MALFORMED", (await ReadAsync(Encoding.ASCII.GetBytes("PK nothing"))).Refusal?.Code);

    [Fact]
    public async Task An_empty_sheet_is_refused() => Assert.Equal("TABLE_EMPTY", (await ReadAsync(MadeWorkbook.OfSheet(""))).Refusal?.Code);

    private static async Task<(LabelTable? Table, Refusal? Refusal)> ReadAsync(byte[] workbook)
    {
        using MemoryStream content = new(workbook);
        return await SpreadsheetReader.ReadAsync(content, "labels.xlsx", TestContext.Current.CancellationToken);
    }
}
