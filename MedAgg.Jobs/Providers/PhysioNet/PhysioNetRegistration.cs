using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.PhysioNet;

internal static class PhysioNetRegistration
{
    public static IServiceCollection AddPhysioNet(this IServiceCollection services)
    {
        services.AddOptions<PhysioNetOptions>().BindConfiguration("Providers:PhysioNet").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDatasetProvider, PhysioNetProvider>();
        return services;
    }
}
