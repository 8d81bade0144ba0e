using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Credentials;

internal static class CredentialsRegistration
{
    /// <summary>The store and the keys of Data Protection are the host's; without anything else said, keys are those of this machine.</summary>
    public static IServiceCollection AddMedAggCredentials(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddSingleton<CredentialVault>();
        return services;
    }
}
