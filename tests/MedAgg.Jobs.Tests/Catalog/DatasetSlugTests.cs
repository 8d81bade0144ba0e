using MedAgg.Jobs.Catalog;

namespace MedAgg.Jobs.Tests.Catalog;

public sealed class DatasetSlugTests
{
    [Theory]
    [InlineData("Chest X-Ray (2017)", "chest-x-ray-2017")]
    [InlineData("Рентген лёгких", "rentgen-legkikh")]
    [InlineData("  ../../etc  ", "etc")]
    [InlineData("Thorax – Étude", "thorax-etude")]
    [InlineData("数据", "dataset")]
    [InlineData("", "dataset")]
    public void A_name_becomes_an_address(string name, string slug) => Assert.Equal(slug, DatasetSlug.Of(name));

    [Fact]
    public void A_long_name_is_cut_cleanly()
    {
        string slug = DatasetSlug.Of(string.Concat(Enumerable.Repeat("abcdefg ", 40)));

        Assert.True(slug.Length <= 80);
        Assert.DoesNotMatch("-$", slug);
    }
}
