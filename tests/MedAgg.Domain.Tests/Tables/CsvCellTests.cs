using MedAgg.Domain.Tables;

namespace MedAgg.Domain.Tests.Tables;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "=1+1")]
    public void A_cell_is_quoted_only_where_it_must_be(string text, string written) => Assert.Equal(written, CsvCell.Quoted(text));

    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("1-1", "1-1")]
    public void Words_of_strangers_are_no_formula(string text, string written) => Assert.Equal(written, CsvCell.Safe(text));

    [Fact]
    public void The_separator_decides_what_is_quoted() => Assert.Equal(("\"a;b\"", "c,d"), (CsvCell.Quoted("a;b", ';'), CsvCell.Safe("c,d", ';')));
}
