using Microsoft.EntityFrameworkCore;

namespace MedAgg.Domain.Store;

/// <summary>Brings the database to the newest schema. Several nodes may start at once: a PostgreSQL lock lets one do it.</summary>
public sealed class StoreMigrator(IDbContextFactory<MedAggContext> contexts)
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }
}
