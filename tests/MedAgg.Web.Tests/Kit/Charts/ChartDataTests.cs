using MedAgg.Web.Kit.Charts;

namespace MedAgg.Web.Tests.Kit.Charts;

public sealed class ChartDataTests
{
    [Fact]
    public void Ranked_puts_the_largest_first_and_unknown_last_even_when_it_is_largest()
    {
        ChartData data = ChartData.Ranked([new("a", "A", 3), new(null, "", 90), new("b", "B", 7)], 100, "{0} more", "Unknown");

        Assert.Equal(["b", "a", "unknown"], data.Categories.Select(category => category.Key));
        Assert.Equal([7, 3, 90], data.Series[0].Values);
        Assert.Equal(CategoryRole.Unknown, data.Categories[^1].Role);
    }

    [Fact]
    public void Unknown_is_shown_with_nothing_in_it() =>
        Assert.Equal(0, ChartData.Ranked([new("a", "A", 3)], 3, "", "Unknown").Series[0].Values[^1]);

    [Fact]
    public void After_the_twelfth_value_comes_other_and_never_holds_unknown()
    {
        IEnumerable<ChartCount> counts = Enumerable.Range(1, 15).Select(i => new ChartCount($"v{i}", $"V{i}", i));
        ChartData data = ChartData.Ranked([.. counts, new ChartCount(null, "", 40)], 160, "{0} more", "Unknown");

        Assert.Equal(14, data.Categories.Count);
        Assert.Equal("3 more", data.Categories[12].Label);
        Assert.Equal(1 + 2 + 3, data.Series[0].Values[12]);
        Assert.Equal(40, data.Series[0].Values[13]);
    }

    [Fact]
    public void Ordered_keeps_the_order_of_bins_and_hides_an_empty_unknown() =>
        Assert.Equal(["0-1", "1-2"], ChartData.Ordered([new("0-1", "0–1", 1), new("1-2", "1–2", 9), new(null, "", 0)], 10, "Unknown").Categories.Select(category => category.Key));

    [Theory]
    [InlineData(10, true)]
    [InlineData(12, false)]
    public void Shares_above_the_whole_are_told(long whole, bool isAbove) =>
        Assert.Equal(isAbove, ChartData.Ordered([new("a", "A", 6), new("b", "B", 6)], whole, "").AddsUpAboveWhole);

    [Fact]
    public void Nothing_but_zeros_is_empty() => Assert.True(ChartData.Ordered([new("a", "A", 0)], 0, "").IsEmpty);
}
