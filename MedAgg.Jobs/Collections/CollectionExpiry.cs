using MedAgg.Domain.Collections;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Collections;

/// <summary>Deletes archives whose time is over, by the clock of the database. The recipe and the archive's hash stay.</summary>
internal sealed class CollectionExpiry(IDbContextFactory<MedAggContext> contexts, BlobReferences references, CollectionWriter writer, ILogger<CollectionExpiry> logger)
{
    /// <returns>Number of archives that expired.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        List<string> archives = [];
        List<long> expired = [];
        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            List<Collection> over = await context.Collections
                .FromSql($"select *, xmin from collection where status = 'Ready' and expires_at < now() for update skip locked")
                .ToListAsync(cancellationToken);
            foreach (Collection collection in over)
            {
                if (collection.ArchiveSha256 is { } archive)
                    archives.Add(archive);
                collection.Expire();
                expired.Add(collection.Id);
            }

            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await references.ReleaseAsync(archives, cancellationToken);
        foreach (long id in expired)
        {
            await writer.PublishAsync(id, cancellationToken);
            Log.Expired(logger, id);
        }

        return expired.Count;
    }
}
