using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.Zenodo;

internal static class ZenodoRegistration
{
    public static IServiceCollection AddZenodo(this IServiceCollection services)
    {
        services.AddOptions<ZenodoOptions>().BindConfiguration("Providers:Zenodo").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDatasetProvider, ZenodoProvider>();
        return services;
    }
}
