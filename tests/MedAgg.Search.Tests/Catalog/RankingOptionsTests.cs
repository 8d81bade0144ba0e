using MedAgg.Domain.Search;
using MedAgg.Search.Ranking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Search.Tests.Catalog;

/// <summary>Weights come from the configuration and rule what is found first.</summary>
public sealed class RankingOptionsTests
{
    [Theory]
    [InlineData(10, "a")]
    [InlineData(0, "b")]
    public void A_configured_weight_changes_the_order(int titleWeight, string first)
    {
        using ServiceProvider services = Services(("TitleWeight", $"{titleWeight}"), ("LackFactor", "0.5"));
        services.GetRequiredService<IDatasetIndex>().Replace([Entry("a", "aorta", "heart"), Entry("b", "heart", "aorta aorta")]);

        Assert.Equal(first, services.GetRequiredService<IDatasetSearch>().Search(new SearchRequest { Text = "aorta" }).Hits[0].Slug);
        Assert.Equal(0.5f, services.GetRequiredService<IOptions<RankingOptions>>().Value.LackFactor);
    }

    [Fact]
    public void Without_configuration_the_shipped_weights_hold()
    {
        using ServiceProvider services = Services();

        Assert.Equal(new RankingOptions(), services.GetRequiredService<IOptions<RankingOptions>>().Value);
    }

    [Theory]
    [InlineData("Saturation", "0")]
    [InlineData("TitleWeight", "-1")]
    [InlineData("DescriptionWeight", "0")]
    [InlineData("LengthDiscount", "1.5")]
    [InlineData("PriorWeight", "11")]
    [InlineData("ProximityWeight", "3")]
    [InlineData("ProximityDepth", "0")]
    [InlineData("LackFactor", "2")]
    [InlineData("RestWeight", "NaN")]
    public void A_weight_out_of_range_stops_the_start(string name, string value)
    {
        using ServiceProvider services = Services((name, value));

        OptionsValidationException thrown = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains(name, thrown.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Name, string Value)[] weights) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(weights.Select(w => KeyValuePair.Create($"{RankingOptions.Section}:{w.Name}", (string?)w.Value))).Build())
        .AddMedAggSearch()
        .BuildServiceProvider();

    private static IndexEntry Entry(string slug, string title, string description) => new()
    {
        Slug = slug,
        Title = new() { En = title, Ru = title },
        Description = new() { En = description },
    };
}
