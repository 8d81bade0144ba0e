namespace MedAgg.Web.Features.Catalog;

/// <summary>Enters the catalogue's pages and endpoints into a web node. Needs the store, the taxonomy, accounts and <c>IDatasetSearch</c>.</summary>
public static class CatalogRegistration
{
    public static IServiceCollection AddCatalogFeature(this IServiceCollection services)
    {
        services.AddSingleton<CatalogQueries>();
        services.AddSingleton<HistoryQueries>();
        services.AddSingleton<SearchHistory>();
        services.AddSingleton<FirstRenderings>();
        services.AddScoped<CatalogWording>();
        services.AddScoped<BasketKeeper>();
        return services;
    }

    public static IEndpointRouteBuilder MapCatalogFeature(this IEndpointRouteBuilder app)
    {
        app.MapCatalog();
        return app;
    }
}
