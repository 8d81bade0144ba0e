using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.Osf;

internal static class OsfRegistration
{
    public static IServiceCollection AddOsf(this IServiceCollection services)
    {
        services.AddOptions<OsfOptions>().BindConfiguration("Providers:Osf").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDatasetProvider, OsfProvider>();
        return services;
    }
}
