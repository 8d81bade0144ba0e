using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.Kaggle;

internal static class KaggleRegistration
{
    public static IServiceCollection AddKaggle(this IServiceCollection services)
    {
        services.AddOptions<KaggleOptions>().BindConfiguration("Providers:Kaggle").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<KaggleApi>();
        services.AddSingleton<KaggleDataset>();
        services.AddSingleton<KaggleNotebook>();
        services.AddSingleton<IDatasetProvider, KaggleProvider>();
        return services;
    }
}
