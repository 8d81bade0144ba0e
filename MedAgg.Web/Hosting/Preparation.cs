using MedAgg.Domain.Store;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Vocabularies;

namespace MedAgg.Web.Hosting;

/// <summary>What must be true before a node works: newest schema, shipped catalogue in the store, the taxonomy in use. Cheap when it is so already.</summary>
public sealed class Preparation(StoreMigrator migrator, SeedCatalogue catalogue, TaxonomyInUse taxonomy)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await migrator.MigrateAsync(cancellationToken);
        await catalogue.RunAsync(cancellationToken);
        await taxonomy.RefreshAsync(cancellationToken);
    }
}
