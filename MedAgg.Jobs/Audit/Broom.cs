using System.Globalization;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Discovery;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedAgg.Jobs.Audit;

/// <summary>Clears away what killed nodes leave: lost jobs go back into the queue, old archives, work folders and blobs that nothing needs go.</summary>
public sealed class Broom
{
    private readonly BroomTools _tools;
    private readonly AuditOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<Broom> _logger;
    private DateTimeOffset _cleaned = DateTimeOffset.MinValue;

    internal Broom(BroomTools tools, IOptions<AuditOptions> options, TimeProvider clock, ILogger<Broom> logger)
    {
        _tools = tools;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>One round: lost jobs, expired archives and left work areas each time, the blob store when its time has come.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (string job in await _tools.Lost.EnqueueAsync(cancellationToken))
            Log.Requeued(_logger, job);
        await _tools.Expiry.ExpireAsync(cancellationToken);
        await _tools.Searches.SweepAsync(cancellationToken);
        await CleanWorkAsync(cancellationToken);
        if (_clock.GetUtcNow() - _cleaned < _options.CleanInterval)
            return;
        _cleaned = _clock.GetUtcNow();
        await CleanBlobsAsync(cancellationToken);
    }

    /// <summary>Deletes the work areas of this node whose ingestion or collection is over.</summary>
    public async Task CleanWorkAsync(CancellationToken cancellationToken)
    {
        // Listed before the rows are asked: an area that is opened meanwhile is not in the list and stays.
        HashSet<string> there = [.. _tools.Works.List().Where(IsOurs)];
        HashSet<string> wanted = [];
        await using (MedAggContext context = await _tools.Contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (long id in await context.Ingestions.Where(i => i.Status == IngestionStatus.Queued || i.Status == IngestionStatus.Running || i.Status == IngestionStatus.Paused).Select(i => i.Id).ToListAsync(cancellationToken))
                wanted.Add(Ingestion.IngestionPipeline.WorkName(id));
            foreach (long id in await context.Collections.Where(c => c.Status == CollectionStatus.Queued || c.Status == CollectionStatus.Building).Select(c => c.Id).ToListAsync(cancellationToken))
                wanted.Add(CollectionBuilder.WorkName(id));
            foreach (long id in await context.Runs.Where(r => r.Status == RunStatus.Queued || r.Status == RunStatus.Running).Select(r => r.Id).ToListAsync(cancellationToken))
                wanted.Add(ExperimentPipeline.WorkName(id));
        }

        foreach (string name in _tools.Works.Sweep(name => !there.Contains(name) || wanted.Contains(name)))
            Log.WorkSwept(_logger, name);
        if (_tools.Blobs is FolderBlobStore folder)
            folder.DeleteAbandoned(_options.Grace, _clock.GetUtcNow());
    }

    /// <summary>Deletes blobs older than the grace period that no row uses.</summary>
    /// <returns>Number of blobs deleted.</returns>
    public async Task<int> CleanBlobsAsync(CancellationToken cancellationToken)
    {
        List<string> unused;
        await using (NpgsqlConnection connection = await _tools.Source.OpenConnectionAsync(cancellationToken))
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await _tools.Inventory.TakeAsync(connection, _options.Grace, cancellationToken);
            unused = await BlobInventory.UnreferencedAsync(connection, cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
        }

        int deleted = await _tools.References.ReleaseAsync(unused, cancellationToken);
        if (deleted > 0)
            Log.BlobsSwept(_logger, deleted);
        return deleted;
    }

    // Other parts of the product may keep areas of their own.
    private static bool IsOurs(string name)
    {
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && name[..dash] is ("ingestion" or "collection" or "run") && long.TryParse(name[(dash + 1)..], CultureInfo.InvariantCulture, out _);
    }
}

/// <summary>What the broom reaches.</summary>
internal sealed record BroomTools(
    IDbContextFactory<MedAggContext> Contexts, NpgsqlDataSource Source, LostJobs Lost, CollectionExpiry Expiry, SearchUpkeep Searches, BlobInventory Inventory, BlobReferences References, WorkAreas Works, Domain.Storage.IBlobStore Blobs);
