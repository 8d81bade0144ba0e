using MedAgg.Jobs.Collections;

namespace MedAgg.Jobs.Tests.Collections;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-5", "'-5")]
    [InlineData("@x", "'@x")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("=a,b", "\"'=a,b\"")]
    public async Task Text_cells_are_quoted_and_run_nothing(string value, string cell)
    {
        await using StringWriter text = new();
        CsvWriter csv = new(text);
        csv.Cell("x");
        csv.Cell(value);
        await csv.EndRowAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"x,{cell}\r\n", text.ToString());
    }

    [Fact]
    public async Task Numbers_are_plain_and_empty_cells_keep_their_place()
    {
        await using StringWriter text = new();
        CsvWriter csv = new(text);
        csv.Cell("");
        csv.Cell(-1.5);
        csv.Cell((double?)null);
        csv.Cell(7L);
        await csv.EndRowAsync(TestContext.Current.CancellationToken);

        Assert.Equal("\"\",-1.5,,7\r\n", text.ToString());
    }
}
