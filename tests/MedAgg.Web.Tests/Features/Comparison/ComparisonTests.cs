using MedAgg.Domain.Catalog;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Comparison;

namespace MedAgg.Web.Tests.Features.Comparison;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("?d=a&d=b", "/compare?d=a&d=b")]
    [InlineData("?d=a&d=a&d=&d=b&diff=1", "/compare?d=a&d=b&diff=1")]
    [InlineData("?d=1&d=2&d=3&d=4&d=5", "/compare?d=1&d=2&d=3&d=4")]
    [InlineData("", "/compare")]
    public void An_address_repeats_the_comparison(string query, string href) => Assert.Equal(href, ComparisonAddress.Parse(query).ToHref());

    [Fact]
    public void A_fact_differs_when_two_known_ones_say_different_things()
    {
        IReadOnlyList<ComparisonRow> rows = ComparisonQueries.Rows([Dataset("a", 100, ["ct", "pet"]), Dataset("b", 250, ["pet", "ct"]), Dataset("c", null, ["ct"])]);
        ComparisonRow images = rows.Single(row => row.Key == "images");
        Assert.True(images.Differs);
        Assert.Equal(250, images.Largest);

        ComparisonRow modalities = rows.Single(row => row.Key == "modalities");
        Assert.True(modalities.Differs);
        Assert.Equal(["ct"], modalities.Shared);
        Assert.False(rows.Single(row => row.Key == "patients").Differs); // unknown differs from nothing
    }

    [Fact]
    public void The_order_of_values_is_no_difference()
    {
        IReadOnlyList<ComparisonRow> rows = ComparisonQueries.Rows([Dataset("a", 1, ["ct", "pet"]), Dataset("b", 1, ["pet", "ct"])]);
        Assert.DoesNotContain(rows, row => row.Differs);
    }

    private static DatasetView Dataset(string slug, long? images, string[] modalities)
    {
        DatasetCard card = new() { Title = new() { En = slug }, Declared = new() { Images = images } };
        return new()
        {
            Id = 1,
            Slug = slug,
            Origin = DatasetOrigin.Catalogue,
            Card = card,
            Facets = new() { Provider = "zenodo", Modalities = modalities },
            Versions = [],
            Figures = DatasetFigures.Of(card, null),
        };
    }
}
