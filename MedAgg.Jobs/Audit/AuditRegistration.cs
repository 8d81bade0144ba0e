using MedAgg.Domain.Storage;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedAgg.Jobs.Audit;

internal static class AuditRegistration
{
    public static IServiceCollection AddUpkeep(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration("Audit").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BlobInventory>();
        services.AddSingleton<LostJobs>();
        services.AddSingleton<WorkInventory>();
        services.AddSingleton<BroomTools>();
        services.AddSingleton(provider => new Broom(
            provider.GetRequiredService<BroomTools>(),
            provider.GetRequiredService<IOptions<AuditOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Broom>>()));
        services.AddSingleton(provider => new StorageAudit(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<IBlobStore>(),
            provider.GetRequiredService<BlobInventory>(),
            provider.GetRequiredService<LostJobs>(),
            provider.GetRequiredService<WorkInventory>(),
            provider.GetRequiredService<WorkAreas>(),
            provider.GetRequiredService<IOptions<AuditOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
