using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Archives;

/// <summary>Enters the reading of archives into an application.</summary>
public static class ArchivesRegistration
{
    public static IServiceCollection AddMedAggArchives(this IServiceCollection services)
    {
        services.AddOptions<ArchiveLimits>().BindConfiguration("Archives").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ArchiveIndex>();
        services.AddSingleton<ArchiveUnpacker>();
        services.AddSingleton<ArchiveEntryReader>();
        return services;
    }
}
