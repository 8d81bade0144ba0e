using System.Threading.Channels;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Search;
using MedAgg.Web.Features.Vocabularies;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Fills this node's index at start and keeps it as the store is: every change of a dataset or of the taxonomy on any node is read again.</summary>
public sealed class SearchIndexFeeder(IndexEntryQueries queries, IDatasetIndex index, TaxonomyInUse taxonomy, IChangeFeed feed, ILogger<SearchIndexFeeder> logger)
    : BackgroundService
{
    private readonly Channel<Change> _changed = Channel.CreateUnbounded<Change>(new() { SingleReader = true });
    private IDisposable? _subscription;

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Listening begins before reading: a change in between is read twice, never missed.
        _subscription = feed.Subscribe(HearAsync);
        await RebuildAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Change change in _changed.Reader.ReadAllAsync(stoppingToken))
            await TakeAsync(change, stoppingToken);
    }

    private Task HearAsync(Change change)
    {
        if (change.Kind is ChangeKind.Dataset or ChangeKind.SearchIndex or ChangeKind.Vocabulary || change == IChangeFeed.ChangeGap)
            _changed.Writer.TryWrite(change);
        return Task.CompletedTask;
    }

    private async Task TakeAsync(Change change, CancellationToken cancellationToken)
    {
        try
        {
            if (change.Kind == ChangeKind.Vocabulary)
                await LearnAsync(cancellationToken);
            else if (change.Kind != ChangeKind.Dataset)
                await RebuildAsync(cancellationToken);
            else if (await queries.FindAsync(change.Id, cancellationToken) is { } entry)
                index.Upsert(entry);
            else
                index.Remove(change.Id);
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            Log.ChangeNotTaken(logger, change.Kind, change.Id, exception); // the feed reports a gap when the database is back, and all is read again
        }
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        await taxonomy.RefreshAsync(cancellationToken);
        index.Learn(taxonomy.Model);
    }

    private async Task RebuildAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken);
        index.Replace(await queries.AllAsync(cancellationToken));
        Log.IndexBuilt(logger, index.Count);
    }
}
