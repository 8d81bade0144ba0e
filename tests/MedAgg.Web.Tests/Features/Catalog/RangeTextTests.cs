using MedAgg.Domain.Search;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class RangeTextTests
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData("images", "5000", "ru", 5_000L)]
    [InlineData("images", "5 000", "ru", 5_000L)]
    [InlineData("images", "5\u202F000", "ru", 5_000L)]
    [InlineData("images", "10 тыс.", "ru", 10_000L)]
    [InlineData("images", "1,5 млн", "ru", 1_500_000L)]
    [InlineData("images", "5,000", "en", 5_000L)]
    [InlineData("images", "1,234,567", "en", 1_234_567L)]
    [InlineData("images", "10k", "en", 10_000L)]
    [InlineData("images", "1.5M", "en", 1_500_000L)]
    [InlineData("images", "many", "en", null)]
    [InlineData("images", "-3", "en", null)]
    [InlineData("year", "2019", "ru", 2019L)]
    [InlineData("year", "19999", "ru", null)]
    [InlineData("size", "1,5", "ru", GiB + (GiB / 2))]
    [InlineData("size", "1.5", "ru", GiB + (GiB / 2))]
    [InlineData("size", "1,5", "en", GiB + (GiB / 2))]
    [InlineData("size", "1,000", "en", 1_000 * GiB)]
    [InlineData("size", "1,000", "ru", GiB)]
    [InlineData("size", "500 МБ", "ru", 500_000_000L)]
    [InlineData("size", "500 МиБ", "ru", 500L << 20)]
    [InlineData("size", "500 MB", "en", 500_000_000L)]
    [InlineData("size", "2 слона", "ru", null)]
    public void An_end_is_read_as_its_language_writes_it(string facet, string text, string language, long? end) =>
        Assert.Equal(end, RangeText.Read(facet, text, RangeText.UsualUnit, language));

    [Theory]
    [InlineData("images", 1_234_567L, 3)]
    [InlineData("patients", 20L, 3)]
    [InlineData("year", 2019L, 3)]
    [InlineData("size", 3 * GiB / 2, 3)]
    [InlineData("size", 2_000 * GiB, 3)]
    [InlineData("size", 5L << 20, 2)]
    public void What_is_written_is_read_again(string facet, long end, int unit)
    {
        foreach (string language in new[] { "ru", "en" })
            Assert.Equal(end, RangeText.Read(facet, RangeText.Write(facet, end, unit, language), unit, language));
        Assert.Equal("", RangeText.Write(facet, null, unit, "en"));
    }

    [Theory]
    [InlineData("1GiB..2TiB", 3)]
    [InlineData("2TiB..", 4)]
    [InlineData("..10MiB", 2)]
    [InlineData("0..10GiB", 3)]
    [InlineData("..10", 1)]
    public void A_size_is_offered_in_a_fitting_unit(string range, int unit) => Assert.Equal(unit, RangeText.UnitOf(FacetRange.Parse("size", range)!));
}
