using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Enters the catalogue's pages and endpoints into a web node. Needs the store, the taxonomy, accounts and <c>IDatasetSearch</c>.</summary>
public static class CatalogRegistration
{
    public static IServiceCollection AddCatalogFeature(this IServiceCollection services)
    {
        services.AddSearching();
        services.AddSingleton<HistoryQueries>();
        services.AddSingleton<SearchHistory>();
        services.AddSingleton<SearchOwnership>();
        services.AddSingleton<SavedSearches>();
        services.AddSingleton<SimilarQueries>();
        services.AddSingleton<FirstRenderings>();
        services.AddScoped<CatalogWording>();
        services.AddScoped<BasketKeeper>();
        services.AddScoped<Visitor>();
        return services;
    }

    /// <summary>What commands search with, too.</summary>
    public static IServiceCollection AddSearching(this IServiceCollection services)
    {
        services.TryAddSingleton<CatalogQueries>();
        services.TryAddSingleton<SearchExport>();
        return services;
    }

    public static IEndpointRouteBuilder MapCatalogFeature(this IEndpointRouteBuilder app)
    {
        app.MapCatalog();
        return app;
    }
}
