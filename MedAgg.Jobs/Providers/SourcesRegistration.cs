using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers;

/// <summary>Enters everything between an address and verified bytes into an application.</summary>
public static class SourcesRegistration
{
    /// <summary>Storage, fetching, archives and the providers, in the order in which they are asked.</summary>
    public static IServiceCollection AddMedAggSources(this IServiceCollection services)
    {
        services.AddMedAggStorage();
        services.AddMedAggFetching();
        services.AddMedAggArchives();
        services.AddSingleton<DatasetProviders>();
        return services;
    }
}
