using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Catalog;

internal static class CatalogRegistration
{
    public static IServiceCollection AddCataloguing(this IServiceCollection services)
    {
        services.AddSingleton<BlobReferences>();
        services.AddSingleton<DatasetDrafts>();
        services.AddSingleton<VersionProfiler>();
        services.AddSingleton<VersionPublisher>();
        return services;
    }
}
