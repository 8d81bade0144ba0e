using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Tests.Numerics;

public sealed class NumericsTests
{
    [Theory] // Abramowitz and Stegun, table 26.1 and 26.2
    [InlineData(0, 0.5)]
    [InlineData(1, 0.158655253931457051)]
    [InlineData(1.959963984540054, 0.025)]
    [InlineData(3, 1.349898031630095e-3)]
    [InlineData(2.9999999, 1.349898474815e-3)]
    [InlineData(5, 2.866515718791939e-7)]
    [InlineData(10, 7.619853024160527e-24)]
    public void Upper_tail_of_the_normal_distribution(double x, double tail)
    {
        Assert.Equal(1, Normal.UpperTail(x) / tail, 1e-8);
        Assert.Equal(1 - tail, Normal.UpperTail(-x), 1e-11);
    }

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.005, -2.5758293035489004)]
    [InlineData(1e-9, -5.997807015007687)]
    public void Quantile_of_the_normal_distribution(double share, double x) => Assert.Equal(x, Normal.Quantile(share), 1e-10);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_quantile_needs_a_share(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(share));

    [Fact]
    public void Portable_functions_agree_with_the_library()
    {
        for (int i = 0; i < 5000; i++)
        {
            double x = (HashCounter.Unit(1, (ulong)i) - 0.5) * 1400;
            Assert.Equal(1, Portable.Exp(x) / Math.Exp(x), 2e-15 + 1e-15 * (Math.Abs(x) > 707 ? 1 : 0));
            double y = HashCounter.Unit(2, (ulong)i) * Math.Exp(-HashCounter.Below(30, 3, (ulong)i));
            Assert.Equal(1, Portable.Log1p(y) / (y < 1e-5 ? y - y * y / 2 + y * y * y / 3 : Math.Log(1 + y)), y < 1e-5 ? 1e-14 : 1e-10);
            double z = Math.Exp(x / 3);
            Assert.Equal(Math.Log(z), Portable.Log(z), 1e-13);
        }
    }

    [Fact]
    public void Portable_functions_know_their_ends()
    {
        Assert.Equal(0, Portable.Exp(-1000));
        Assert.Equal(double.PositiveInfinity, Portable.Exp(1000));
        Assert.True(double.IsFinite(Portable.Exp(709)));
        Assert.True(double.IsNaN(Portable.Exp(double.NaN)));
        Assert.Equal(double.NegativeInfinity, Portable.Log(0));
        Assert.True(double.IsNaN(Portable.Log(-1)));
        Assert.Equal(Math.Log(double.Epsilon), Portable.Log(double.Epsilon), 1e-12);
        Assert.Equal(1, Portable.Sigmoid(800));
        Assert.Equal(0, Portable.Sigmoid(-800));
        Assert.Equal(800, Portable.Softplus(800));
        Assert.Equal(0, Portable.Softplus(-800));
        Assert.Equal(Math.Log(3), Portable.Logit(0.75), 1e-14);
    }

    [Fact]
    public void Counters_are_even_and_do_not_repeat()
    {
        int[] counts = new int[10];
        HashSet<ulong> seen = [];
        for (ulong i = 0; i < 20000; i++)
        {
            counts[HashCounter.Below(10, 5, i)]++;
            seen.Add(HashCounter.Bits(5, i));
        }
        Assert.Equal(20000, seen.Count);
        Assert.All(counts, c => Assert.InRange(c, 1800, 2200));
        // Fixed for ever: a changed stream would make stored experiments impossible to repeat.
        Assert.Equal(HashCounter.Bits(1, 2, 3, 4), HashCounter.Bits(1, 2, 3, 4));
        Assert.NotEqual(HashCounter.Bits(1, 2, 3, 4), HashCounter.Bits(1, 2, 4, 3));
    }

    [Fact]
    public void A_shuffle_is_a_permutation_that_the_seed_decides()
    {
        int[] order = HashCounter.Shuffle(500, 7);
        Assert.Equal(Enumerable.Range(0, 500), order.Order());
        Assert.Equal(order, HashCounter.Shuffle(500, 7));
        Assert.NotEqual(order, HashCounter.Shuffle(500, 8));
    }
}
