using MedAgg.Domain.Store;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Hosting;

/// <summary>What must be true before a node works: newest schema, shipped catalogue in the store. Cheap when it is so already.</summary>
public sealed class Preparation(StoreMigrator migrator, SeedCatalogue catalogue)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await migrator.MigrateAsync(cancellationToken);
        await catalogue.RunAsync(cancellationToken);
    }
}
