using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.GoogleDrive;

internal static class GoogleDriveRegistration
{
    public static IServiceCollection AddGoogleDrive(this IServiceCollection services)
    {
        services.AddOptions<GoogleDriveOptions>().BindConfiguration("Providers:GoogleDrive").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<GoogleDriveDoor>();
        services.AddSingleton<IDatasetProvider, GoogleDriveProvider>();
        return services;
    }
}
