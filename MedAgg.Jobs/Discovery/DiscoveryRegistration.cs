using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Discovery;

internal static class DiscoveryRegistration
{
    /// <summary>The searches, in the order in which screens show them.</summary>
    public static IServiceCollection AddDiscovery(this IServiceCollection services)
    {
        services.AddOptions<DiscoveryOptions>().BindConfiguration("Discovery").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDatasetSearch, IdcSearch>();
        services.AddSingleton<IDatasetSearch, ZenodoSearch>();
        services.AddSingleton<IDatasetSearch, HuggingFaceSearch>();
        services.AddSingleton<IDatasetSearch, KaggleSearch>();
        services.AddSingleton<IDatasetSearch, OpenNeuroSearch>();
        services.AddSingleton<IDatasetSearch, FigshareSearch>();
        services.AddSingleton<IDatasetSearch, DataverseSearch>();
        services.AddSingleton<SearchRunner>();
        services.AddSingleton<SearchScheduler>();
        services.AddSingleton<SearchUpkeep>();
        services.AddSingleton<FoundCataloguer>();
        return services;
    }
}
