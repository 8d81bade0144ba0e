using MedAgg.Web.Kit.Charts;

namespace MedAgg.Web.Tests.Kit.Charts;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(17600, true, new double[] { 0, 6000, 12000, 18000 })]
    [InlineData(233, true, new double[] { 0, 80, 160, 240 })]
    [InlineData(1, true, new double[] { 0, 1 })]
    [InlineData(2, true, new double[] { 0, 1, 2 })]
    [InlineData(0, true, new double[] { 0, 1 })]
    [InlineData(0.29, false, new double[] { 0, 0.1, 0.2, 0.3 })]
    [InlineData(100, true, new double[] { 0, 50, 100 })]
    public void Ticks_are_few_and_round(double largest, bool isWhole, double[] ticks) =>
        Assert.Equal(ticks, ChartScale.For(largest, isWhole).Ticks.Select(tick => Math.Round(tick, 9)));

    [Fact]
    public void The_axis_always_holds_the_largest_value_without_wasting_half()
    {
        for (double largest = 1; largest < 1e9; largest *= 1.37)
        {
            ChartScale scale = ChartScale.For(Math.Floor(largest), isWhole: true);
            Assert.InRange(scale.Top, Math.Floor(largest), Math.Floor(largest) * 2);
            Assert.InRange(scale.Ticks.Count, 2, 4);
            Assert.All(scale.Ticks, tick => Assert.Equal(Math.Truncate(tick), tick));
        }
    }
}
