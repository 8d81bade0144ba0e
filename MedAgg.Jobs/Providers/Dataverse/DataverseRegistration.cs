using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.Dataverse;

internal static class DataverseRegistration
{
    public static IServiceCollection AddDataverse(this IServiceCollection services)
    {
        services.AddOptions<DataverseOptions>().BindConfiguration("Providers:Dataverse").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DataverseAccess>();
        services.AddSingleton<IDatasetProvider, DataverseProvider>();
        return services;
    }
}
