using MedAgg.Domain.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Storage;

/// <summary>Enters the blob store and the work areas into an application.</summary>
public static class StorageRegistration
{
    /// <summary>The folder store, or S3 where <see cref="StorageOptions.S3"/> is set.</summary>
    public static IServiceCollection AddMedAggStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WorkAreas>();
        services.AddSingleton<IBlobStore>(provider =>
        {
            IOptions<StorageOptions> options = provider.GetRequiredService<IOptions<StorageOptions>>();
            return options.Value.S3 is null ? new FolderBlobStore(options) : new S3BlobStore(options);
        });
        return services;
    }
}
