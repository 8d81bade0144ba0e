using System.Text;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Tests.Inspection;

public sealed class TableJoinerTests
{
    [Theory]
    [InlineData("file,finding\nx1.png,a\nx2.png,b\n", "file")]
    [InlineData("id;finding\nx1;a\nx2;b\n", "id")]
    [InlineData("n\tpath\tfinding\n7\timages/x1.png\ta\n8\t./images\\x2.png\tb\n9\tgone.png\tb\n", "path")]
    [InlineData("\"file\",\"finding\"\r\n\"x1.png\",\"a\"\r\n\"x2.png\",\"b\"\r\n", "file")]
    public async Task The_column_that_names_images_joins_the_table(string csv, string key)
    {
        (TableJoin? join, string sentence) = await JoinAsync(csv, "set.zip!/images/x1.png", "set.zip!/images/x2.png");

        Assert.NotNull(join);
        Assert.Equal(key, join.Key.Name);
        Assert.Equal("finding", Assert.Single(join.Labels).Name);
        Assert.Equal(("a", "b"), (join.Cell(0, join.Labels.Single()), join.Cell(1, join.Labels.Single())));
        Assert.Contains("rows to 2 of 2 images", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file,finding\ny1.png,a\ny2.png,b\n", "no column names the images")]
    [InlineData("file,finding\nx1.png,a\nx1.png,b\nx2.png,c\n", "names 1 images in more than one row")]
    [InlineData("file,finding\nx1.png,a\ny,b\nz,b\nw,c\n", "only 1 of 4 rows")]
    [InlineData("file,finding\n", "no rows")]
    public async Task A_table_that_fits_badly_is_left_alone_and_says_why(string csv, string why)
    {
        (TableJoin? join, string sentence) = await JoinAsync(csv, "x1.png", "x2.png");

        Assert.Null(join);
        Assert.Contains(why, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_fits_two_images_joins_neither()
    {
        (TableJoin? join, _) = await JoinAsync("file,finding\n1.png,a\n2.png,b\n", "a/1.png", "b/1.png", "a/2.png");

        Assert.NotNull(join);
        Assert.Equal([2L], join.RowOf.Keys);
    }

    [Fact]
    public async Task Columns_that_everybody_knows_are_facts_and_running_numbers_are_left()
    {
        (TableJoin? join, _) = await JoinAsync("n,file,Patient ID,Sex,Age,split,finding\n1,x1,p1,M,61,train,a\n2,x2,p1,F,061Y,test,a\n3,x3,p2,F,,test,b\n", "x1.png", "x2.png", "x3.png");

        Assert.Equal(
            [ColumnRole.Left, ColumnRole.Key, ColumnRole.Patient, ColumnRole.Sex, ColumnRole.Age, ColumnRole.Split, ColumnRole.Label],
            join!.Columns.Select(column => column.Role));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_refused_not_swallowed()
    {
        string csv = "file,finding\nx1.png,\"" + new string('a', 40_000);
        using MemoryStream content = new(Encoding.UTF8.GetBytes(csv));

        (LabelTable? table, var refusal) = await LabelTableReader.ReadAsync(content, "t.csv", TestContext.Current.CancellationToken);

        Assert.Null(table);
        Assert.Equal("TABLE_MALFORMED", refusal!.Code);
    }

    private static async Task<(TableJoin? Join, string Sentence)> JoinAsync(string csv, params string[] images)
    {
        PathIndex index = new();
        for (int i = 0; i < images.Length; i++)
            index.Add(images[i], i);
        using MemoryStream content = new(Encoding.UTF8.GetBytes(csv));
        (LabelTable? table, _) = await LabelTableReader.ReadAsync(content, "t.csv", TestContext.Current.CancellationToken);
        return new TableJoiner(50).Join(table!, index);
    }
}
