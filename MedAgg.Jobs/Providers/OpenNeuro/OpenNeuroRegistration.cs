using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.OpenNeuro;

internal static class OpenNeuroRegistration
{
    public static IServiceCollection AddOpenNeuro(this IServiceCollection services)
    {
        services.AddOptions<OpenNeuroOptions>().BindConfiguration("Providers:OpenNeuro").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OpenNeuroClient>();
        services.AddSingleton<IDatasetProvider, OpenNeuroProvider>();
        return services;
    }
}
