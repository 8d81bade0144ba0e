using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Data Protection for every process: a cookie of one web node is good on all, and a job node reads the credentials that a web node stored.</summary>
internal static class ProtectionKeysRegistration
{
    public static IServiceCollection AddProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("MedAgg");
        services.AddSingleton<IXmlRepository, ProtectionKeyRepository>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((options, keys) => options.XmlRepository = keys);
        return services;
    }
}
