using MedAgg.Web.Kit.Charts;

namespace MedAgg.Web.Tests.Kit.Charts;

public sealed class ChartCsvTests
{
    private static readonly ChartTable Table = new(
        [new("Значение"), new("снимки"), new("Share", IsShare: true)],
        [["No finding", 60361.0, 0.5384375], ["a, \"b\"; c", 3L, null], ["=HYPERLINK(\"x\")", 0L, 0.0]]);

    [Fact]
    public void Plain_csv_is_invariant_and_quoted_where_needed() =>
        Assert.Equal("Значение,снимки,Share\r\nNo finding,60361,0.5384375\r\n\"a, \"\"b\"\"; c\",3,\r\n\"'=HYPERLINK(\"\"x\"\")\",0,0\r\n", ChartCsv.Plain(Table));

    [Fact]
    public void For_a_russian_spreadsheet_it_has_mark_semicolons_and_commas() =>
        Assert.StartsWith("\uFEFFЗначение;снимки;Share\r\nNo finding;60361;0,5384375\r\n", ChartCsv.ForRussianSpreadsheet(Table), StringComparison.Ordinal);

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+7")]
    [InlineData("-7")]
    [InlineData("@SUM(A1)")]
    public void Words_that_a_spreadsheet_would_run_are_defused(string words) =>
        Assert.Contains("\r\n'" + words, ChartCsv.Plain(new ChartTable([new("x")], [[words]])), StringComparison.Ordinal);

    [Fact]
    public void A_negative_number_stays_a_number() =>
        Assert.Equal("x\r\n-7\r\n", ChartCsv.Plain(new ChartTable([new("x")], [[-7L]])));

    [Theory]
    [InlineData("Label balance", "label-balance")]
    [InlineData("Проекция × пол", "проекция-пол")]
    [InlineData("../..", "chart")]
    public void A_title_becomes_a_file_name(string title, string name) => Assert.Equal(name, ChartFiles.NameOf(title));
}
