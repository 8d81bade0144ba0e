using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedAgg.Jobs.Catalog;

/// <summary>
/// Who uses which blob. Bytes are shared by content, so one ingestion may store what another one is about to delete: both take the lock of
/// the blob's name, one writes its row and sees that the bytes are there, the other sees no row and deletes.
/// </summary>
public sealed class BlobReferences(IDbContextFactory<MedAggContext> contexts, IBlobStore blobs)
{
    private const long LockSeed = 20261121;

    /// <summary>One row for each use; sources of ingestions that ended are not uses, what they found is.</summary>
    internal const string UsesSql =
        """
        select place_blob as blob from dataset_file where place_blob is not null
        union select a.blob from artefact a join ingestion i on i.id = a.ingestion_id where a.blob is not null and i.status in ('Queued', 'Running', 'Paused')
        union select e.place_blob from source_entry e where e.place_blob is not null
        union select source_blob from ingestion where source_blob is not null and status in ('Queued', 'Running', 'Paused')
        union select archive_sha256 from collection where archive_sha256 is not null and status = 'Ready'
        union select blob from step_file
        """;

    /// <summary>Takes the locks of blobs until the transaction ends, then checks that the bytes are there. To be called before the row that uses them is written.</summary>
    /// <returns>The first blob that is gone; null when all are there.</returns>
    public async Task<string?> ClaimAsync(MedAggContext context, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        string[] ordered = [.. names.Distinct().Order(StringComparer.Ordinal)]; // one order for all: no deadlock
        await context.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended(name, {LockSeed})) from (select name from unnest({ordered}) with ordinality given(name, place) order by place) ordered",
            cancellationToken);
        foreach (string name in ordered)
        {
            if (!await blobs.ExistsAsync(name, cancellationToken))
                return name;
        }

        return null;
    }

    /// <summary>Deletes those of the blobs that nothing uses. A store that is away keeps them until the next sweep.</summary>
    /// <returns>Number of blobs deleted.</returns>
    public async Task<int> ReleaseAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        int deleted = 0;
        foreach (string name in names.Distinct())
        {
            await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await LockAsync(context, name, cancellationToken);
            if (!await IsUsedAsync(context, name, cancellationToken))
            {
                try
                {
                    await blobs.DeleteAsync(name, cancellationToken);
                    deleted++;
                }
                catch (StoreAwayException)
                {
                    return deleted; // whoever called has its own end to come to
                }
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return deleted;
    }

    private static Task<int> LockAsync(MedAggContext context, string name, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, {LockSeed}))", cancellationToken);

    private static async Task<bool> IsUsedAsync(MedAggContext context, string name, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(
            """
            select exists (select 1 from dataset_file where place_blob = $1)
                or exists (select 1 from artefact a join ingestion i on i.id = a.ingestion_id where a.blob = $1 and i.status in ('Queued', 'Running', 'Paused'))
                or exists (select 1 from source_entry where place_blob = $1)
                or exists (select 1 from ingestion where source_blob = $1 and status in ('Queued', 'Running', 'Paused'))
                or exists (select 1 from collection where archive_sha256 = $1 and status = 'Ready')
                or exists (select 1 from step_file where blob = $1)
            """,
            (NpgsqlConnection)context.Database.GetDbConnection());
        command.Parameters.AddWithValue(name);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
