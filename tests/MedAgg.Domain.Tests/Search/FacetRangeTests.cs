using MedAgg.Domain.Search;

namespace MedAgg.Domain.Tests.Search;

public sealed class FacetRangeTests
{
    [Theory]
    [InlineData("images", "1000..5000", "1000..5000")]
    [InlineData("images", "..5000", "..5000")]
    [InlineData("images", "1000..", "1000..")]
    [InlineData("images", "5000..1000", "1000..5000")]
    [InlineData("images", "7..7", "7..7")]
    [InlineData("images", "10k..1.5M", "10000..1500000")]
    [InlineData("patients", " 20 .. 40 ", "20..40")]
    [InlineData("year", "2015..2020", "2015..2020")]
    [InlineData("size", "1GiB..2GiB", "1073741824..2147483648")]
    [InlineData("size", "1.5 GiB..", "1610612736..")]
    [InlineData("size", "500MB..2TB", "500000000..2000000000000")]
    [InlineData("size", "0..1024", "0..1024")]
    public void A_range_is_read_and_written_as_addresses_carry_it(string facet, string text, string written) =>
        Assert.Equal(written, FacetRange.Parse(facet, text)?.ToString());

    [Theory]
    [InlineData("images", "..")]
    [InlineData("images", "a..b")]
    [InlineData("images", "-5..10")]
    [InlineData("images", "1..2..3")]
    [InlineData("images", "1.5..2")]
    [InlineData("images", "1GiB..2GiB")]
    [InlineData("images", "99999999999999999999..")]
    [InlineData("images", "99999999999999999999k..")]
    [InlineData("images", "k..")]
    [InlineData("year", "20000..")]
    [InlineData("year", "2k..")]
    [InlineData("size", "9999999 TiB..")]
    [InlineData("size", "5 parsecs..")]
    [InlineData("images", "10k-100k")]
    [InlineData("modality", "1..2")]
    public void Anything_else_is_no_range(string facet, string text) => Assert.Null(FacetRange.Parse(facet, text));

    [Theory]
    [InlineData("images", "a..b", true)]
    [InlineData("images", "10k-100k", false)]
    [InlineData("images", "none", false)]
    [InlineData("tag", "a..b", false)]
    public void What_is_meant_as_a_range_is_told_from_other_values(string facet, string value, bool isMeant) =>
        Assert.Equal(isMeant, FacetRange.IsMeant(facet, value));

    [Fact]
    public void Both_ends_belong_to_a_range()
    {
        FacetRange range = FacetRange.Parse("images", "10..20")!;
        Assert.Equal([false, true, true, true, false], new long[] { 9, 10, 15, 20, 21 }.Select(range.Holds));
        Assert.True(FacetRange.Parse("images", "10..")!.Holds(long.MaxValue));
        Assert.True(FacetRange.Parse("images", "..10")!.Holds(0));
    }
}
