using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedAgg.Jobs.Fetching;

/// <summary>Enters the guard, the one HTTP client and the downloader into an application.</summary>
public static class FetchingRegistration
{
    public static IServiceCollection AddMedAggFetching(this IServiceCollection services)
    {
        services.AddOptions<FetchOptions>().BindConfiguration("Fetching").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHostResolver, DnsResolver>();
        services.AddSingleton<UrlGuard>();
        services.AddSingleton<SafeHttp>();
        services.AddSingleton<SourceProbe>();
        services.AddSingleton<Downloader>();
        services.AddSingleton<SourceClient>();
        return services;
    }
}
