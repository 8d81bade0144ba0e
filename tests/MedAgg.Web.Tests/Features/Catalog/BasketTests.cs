using MedAgg.Domain.Catalog;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class BasketTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("cmmd.lidc-idri", "cmmd.lidc-idri")]
    [InlineData("cmmd.cmmd", "cmmd")]
    [InlineData("cmmd.<script>.../../etc", "cmmd")]
    [InlineData("CMMD.-x", "")]
    public void A_cookie_gives_slugs_and_nothing_else(string? cookie, string read) => Assert.Equal(read, Basket.Parse(cookie).ToString());

    [Fact]
    public void Picking_twice_takes_out()
    {
        Basket basket = Basket.Empty.Toggle("a").Toggle("b");
        Assert.Equal("a.b", basket.ToString());
        Assert.Equal("b", basket.Toggle("a").ToString());
    }

    [Fact]
    public void A_full_basket_takes_nothing_more_and_still_gives_out()
    {
        Basket full = Enumerable.Range(0, Basket.MaxDatasets + 5).Aggregate(Basket.Empty, (basket, i) => basket.Toggle($"set{i}"));
        Assert.True(full.IsFull);
        Assert.Equal(Basket.MaxDatasets, full.Slugs.Count);
        Assert.Equal(Basket.MaxDatasets - 1, full.Toggle("set0").Slugs.Count);
    }

    [Theory]
    [InlineData(LicenceClass.Open, LicenceClass.NonCommercial, LicenceClass.NonCommercial)]
    [InlineData(LicenceClass.Open, LicenceClass.ShareAlike, LicenceClass.ShareAlike)]
    [InlineData(LicenceClass.NonCommercial, LicenceClass.Unknown, LicenceClass.Unknown)]
    [InlineData(LicenceClass.Unknown, LicenceClass.Restricted, LicenceClass.Restricted)]
    [InlineData(LicenceClass.Open, LicenceClass.Open, LicenceClass.Open)]
    public void The_strictest_licence_decides(LicenceClass one, LicenceClass other, LicenceClass verdict) =>
        Assert.Equal(verdict, BasketVerdict.Of([Card("a", one), Card("b", other)]).Licence);

    [Fact]
    public void Sums_say_how_many_are_unknown_and_only_inspected_sets_are_built()
    {
        BasketVerdict verdict = BasketVerdict.Of([Card("a", LicenceClass.Open, images: 100, version: 2), Card("b", LicenceClass.Open)]);
        Assert.Equal((100, 1, 2), (verdict.Images, verdict.ImagesUnknown, verdict.BytesUnknown));
        Assert.Equal("/collections/new?datasets=a", verdict.BuildHref);
    }

    private static ResultCard Card(string slug, LicenceClass licence, long? images = null, int? version = null) => new()
    {
        Slug = slug,
        Title = new() { En = slug },
        Description = new(),
        Modalities = [],
        Formats = [],
        Figures = DatasetFigures.Of(new() { Declared = new() { Images = images } }, null),
        Provider = "zenodo",
        LicenceClass = licence,
        Version = version,
    };
}
