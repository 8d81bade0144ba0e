using MedAgg.Domain.Search;

namespace MedAgg.Domain.Tests.Search;

public sealed class FacetRangeTests
{
    [Theory]
    [InlineData("1k..10k", 1_000L, 10_000L)]
    [InlineData("..1g", null, 1_000_000_000L)]
    [InlineData("1T..", 1_000_000_000_000L, null)]
    [InlineData("500..1500", 500L, 1_500L)]
    [InlineData("0..1m", 0L, 1_000_000L)]
    public void A_range_is_read_and_written(string text, long? from, long? to)
    {
        Assert.True(FacetRange.TryParse(text, out FacetRange range));
        Assert.Equal(new FacetRange(from, to), range);
        Assert.True(FacetRange.TryParse(range.ToString(), out FacetRange again));
        Assert.Equal(range, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("1k")]
    [InlineData("1k..x")]
    [InlineData("-5..3")]
    [InlineData("..9999999999t")]
    [InlineData(null)]
    public void What_is_no_range_is_not_read(string? text) => Assert.False(FacetRange.TryParse(text, out _));

    [Theory]
    [InlineData("1k..10k", 999, false)]
    [InlineData("1k..10k", 1_000, true)]
    [InlineData("1k..10k", 9_999, true)]
    [InlineData("1k..10k", 10_000, false)]
    [InlineData("..5", 0, true)]
    [InlineData("5..", 5, true)]
    public void A_range_ends_before_its_second_number(string text, long number, bool isInside)
    {
        Assert.True(FacetRange.TryParse(text, out FacetRange range));
        Assert.Equal(isInside, range.Contains(number));
    }

    [Theory]
    [InlineData(FacetName.Size)]
    [InlineData(FacetName.Images)]
    [InlineData(FacetName.Patients)]
    public void Shown_ranges_leave_no_gap(string facet)
    {
        IReadOnlyList<FacetRange> ranges = FacetRange.Of(facet);

        Assert.True(FacetRange.IsShownFor(facet));
        Assert.Null(ranges[0].From);
        Assert.Null(ranges[^1].To);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }
}
