using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Discovery;
using MedAgg.Jobs.Storage;
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
    private HashSet<(string Kind, long Id)> _missing = [];
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
        await RequeueAsync(cancellationToken);
        await _tools.Expiry.ExpireAsync(cancellationToken);
        await _tools.Searches.SweepAsync(cancellationToken);
        await CleanWorkAsync(cancellationToken);
        if (_clock.GetUtcNow() - _cleaned < _options.CleanInterval)
            return;
        _cleaned = _clock.GetUtcNow();
        await CleanBlobsAsync(cancellationToken);
    }

    // A row is written before its job is put into the queue, and whoever orders may be slow in between: a job is lost when it was so at the last round, too.
    private async Task RequeueAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Kind, long Id)> lost = await _tools.Lost.FindAsync(DateTimeOffset.MaxValue, cancellationToken);
        foreach ((string Kind, long Id) job in lost.Where(_missing.Contains))
        {
            await _tools.Lost.EnqueueAsync(job, cancellationToken);
            Log.Requeued(_logger, job.Kind, job.Id);
        }

        _missing = [.. lost];
    }

    /// <summary>Deletes the work areas of this node whose ingestion or collection is over.</summary>
    public async Task CleanWorkAsync(CancellationToken cancellationToken)
    {
        HashSet<string> left = [.. await _tools.Left.LeftAsync(cancellationToken)];
        foreach (string name in _tools.Works.Sweep(name => !left.Contains(name)))
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
}

/// <summary>What the broom reaches.</summary>
internal sealed record BroomTools(
    NpgsqlDataSource Source, LostJobs Lost, CollectionExpiry Expiry, SearchUpkeep Searches, BlobInventory Inventory, BlobReferences References, WorkInventory Left, WorkAreas Works, Domain.Storage.IBlobStore Blobs);
