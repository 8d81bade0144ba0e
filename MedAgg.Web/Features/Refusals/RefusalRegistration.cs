using MedAgg.Web.Features.Accounts;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MedAgg.Web.Features.Refusals;

/// <summary>What every feature with doors needs: who asks, and how a refusal is said. Asking twice is harmless.</summary>
internal static class RefusalRegistration
{
    public static IServiceCollection AddRefusalSpeech(this IServiceCollection services)
    {
        services.AddLocalization();
        services.TryAddSingleton<ActorQueries>();
        services.TryAddSingleton<RefusalSpeech>();
        return services;
    }
}
