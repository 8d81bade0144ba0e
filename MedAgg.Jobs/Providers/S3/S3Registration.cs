using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.S3;

internal static class S3Registration
{
    public static IServiceCollection AddS3Sources(this IServiceCollection services)
    {
        services.AddOptions<S3SourceOptions>().BindConfiguration("Providers:S3").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<S3Listing>();
        services.AddSingleton<IDatasetProvider, S3Provider>();
        return services;
    }
}
