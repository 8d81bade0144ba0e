using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Licences;

internal static class LicencesRegistration
{
    public static IServiceCollection AddLicences(this IServiceCollection services) => services.AddSingleton<LicenceGate>();
}
