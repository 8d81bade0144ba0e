using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.Figshare;

internal static class FigshareRegistration
{
    public static IServiceCollection AddFigshare(this IServiceCollection services)
    {
        services.AddOptions<FigshareOptions>().BindConfiguration("Providers:Figshare").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FigshareListing>();
        services.AddSingleton<IDatasetProvider, FigshareProvider>();
        return services;
    }
}
