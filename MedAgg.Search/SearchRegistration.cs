using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Catalog;
using MedAgg.Search.Ranking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedAgg.Search;

/// <summary>Enters search into a host.</summary>
public static class SearchRegistration
{
    /// <summary>One index a node, and the search that reads it. Uses the registered <see cref="TaxonomyModel"/>, else the shipped one.</summary>
    public static IServiceCollection AddMedAggSearch(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => TaxonomyLoader.LoadShipped());
        services.AddOptions<RankingOptions>().BindConfiguration(RankingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DatasetIndex>();
        services.AddSingleton<IDatasetIndex>(s => s.GetRequiredService<DatasetIndex>());
        services.AddSingleton<IDatasetSearch, DatasetSearch>();
        return services;
    }
}
