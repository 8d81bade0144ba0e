using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Tests.Features.Inspection;

public sealed class FactBinsTests
{
    [Theory]
    [InlineData(0.0, "0–4")]
    [InlineData(0.02, "0–4")]
    [InlineData(44.9, "40–44")]
    [InlineData(45.0, "45–49")]
    [InlineData(89.9, "85–89")]
    [InlineData(90.0, "90+")]
    [InlineData(414.0, "90+")]
    [InlineData(-1.0, null)]
    [InlineData(double.NaN, null)]
    [InlineData(null, null)]
    public void Ages_fall_into_five_years_and_the_oldest_are_pooled(double? years, string? bin) => Assert.Equal(bin, FactBins.Age(years));

    [Theory]
    [InlineData(0.4999, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(1.0, "1")]
    [InlineData(2.4999999999, "2.5")]
    [InlineData(5.0, "5")]
    [InlineData(-0.5, null)]
    [InlineData(double.PositiveInfinity, null)]
    public void Millimetres_fall_into_halves(double? mm, string? bin) => Assert.Equal(bin, FactBins.Millimetres(mm));

    [Theory]
    [InlineData("40–44", 40)]
    [InlineData("90+", 90)]
    [InlineData("2.5", 2.5)]
    [InlineData("512×256", 512)]
    public void The_order_is_that_of_the_first_number(string value, double bound) => Assert.Equal(bound, FactBins.LowerBound(value));

    [Theory]
    [InlineData(1, "0–63")]
    [InlineData(64, "64–127")]
    [InlineData(511, "256–511")]
    [InlineData(512, "512–1023")]
    [InlineData(8192, "8192+")]
    [InlineData(100_000, "8192+")]
    public void Sizes_fall_into_bands_that_double(int pixels, string band) => Assert.Equal(band, SizeBands.BandOf(pixels));

    [Fact]
    public void Bands_stand_from_the_smallest_whatever_is_frequent()
    {
        Dictionary<(string, string), long> counts = new() { [("1024–2047", "64–127")] = 900, [("", "8192+")] = 950, [("0–63", "512–1023")] = 3, [("256–511", "64–127")] = 40 };
        CrossCounts cross = new(SizeBands.RowsBand, SizeBands.ColumnsBand, FactUnit.Images, counts, 1893);
        Assert.Equal(["0–63", "256–511", "1024–2047", ""], cross.Rows);
        Assert.Equal(["64–127", "512–1023", "8192+"], cross.Columns);
    }
}
