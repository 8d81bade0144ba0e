using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.HuggingFace;

internal static class HuggingFaceRegistration
{
    public static IServiceCollection AddHuggingFace(this IServiceCollection services)
    {
        services.AddOptions<HuggingFaceOptions>().BindConfiguration("Providers:HuggingFace").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDatasetProvider, HuggingFaceProvider>();
        return services;
    }
}
