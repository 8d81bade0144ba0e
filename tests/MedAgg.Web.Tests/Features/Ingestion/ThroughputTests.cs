using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class ThroughputTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public void Before_the_first_look_nothing_is_known()
    {
        Throughput speed = new();
        Assert.All(speed.BytesBySecond(Noon), Assert.Null);
        Assert.Null(speed.BytesPerSecond(Noon, TenSeconds));
        Assert.Null(speed.Since);
    }

    [Fact]
    public void Growth_between_two_looks_is_spread_over_the_seconds_between()
    {
        Throughput speed = new();
        speed.Add(Noon, 0, 0);
        speed.Add(Noon.AddSeconds(4), 4000, 8);
        IReadOnlyList<double?> seconds = speed.BytesBySecond(Noon.AddSeconds(4));
        Assert.Equal(Throughput.Seconds, seconds.Count);
        Assert.All(seconds.Take(56), Assert.Null);
        Assert.All(seconds.Skip(56), second => Assert.Equal(1000, second!.Value, 6));
        Assert.Equal(1000, speed.BytesPerSecond(Noon.AddSeconds(4), TenSeconds));
        Assert.Equal(2, speed.FilesPerSecond(Noon.AddSeconds(4), TenSeconds));
    }

    [Fact]
    public void A_second_without_growth_is_zero_and_not_unknown()
    {
        Throughput speed = new();
        speed.Add(Noon, 10, 0);
        speed.Add(Noon.AddSeconds(2), 10, 0);
        Assert.Equal([0, 0], speed.BytesBySecond(Noon.AddSeconds(2)).Skip(58));
        Assert.Null(speed.BytesPerSecond(Noon.AddSeconds(2), TenSeconds));
    }

    [Fact]
    public void What_is_older_than_a_minute_is_forgotten()
    {
        Throughput speed = new();
        for (int i = 0; i <= 200; i++)
            speed.Add(Noon.AddSeconds(i), i * 500, i);
        IReadOnlyList<double?> seconds = speed.BytesBySecond(Noon.AddSeconds(200));
        Assert.All(seconds, second => Assert.Equal(500, second!.Value, 6));
        Assert.Equal(500 * 60, seconds.Sum()!.Value, 3);
    }

    [Fact]
    public void A_download_that_begins_again_does_not_count_backwards()
    {
        Throughput speed = new();
        speed.Add(Noon, 0, 0);
        speed.Add(Noon.AddSeconds(1), 900, 0);
        speed.Add(Noon.AddSeconds(2), 100, 0);
        speed.Add(Noon.AddSeconds(3), 400, 0);
        Assert.Equal(300, speed.BytesBySecond(Noon.AddSeconds(3)).Sum()!.Value, 6);
        Assert.All(speed.BytesBySecond(Noon.AddSeconds(3)).OfType<double>(), second => Assert.True(second >= 0));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(900, 1, 1)]
    [InlineData(1025, 1, 2)]
    [InlineData(3 * 1024, 1, 5)]
    [InlineData(700 * 1024, 1, 1000)]
    [InlineData(38 * 1024 * 1024, 2, 50)]
    [InlineData(2.5 * 1024 * 1024 * 1024, 3, 5)]
    public void An_axis_ends_at_a_round_number_of_a_fitting_unit(double greatest, int power, double top)
    {
        var scale = ChartScale.For(greatest);
        Assert.Equal((power, top), (scale.Power, scale.Top));
        Assert.Equal(Math.Pow(1024, power), scale.UnitBytes);
    }
}
