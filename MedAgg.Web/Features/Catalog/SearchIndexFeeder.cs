using System.Threading.Channels;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Fills this node's index at start and keeps it as the store is: every dataset change of any node is read again.</summary>
public sealed class SearchIndexFeeder(IndexEntryQueries queries, IDatasetIndex index, IChangeFeed feed, CurrentTaxonomy taxonomy, ILogger<SearchIndexFeeder> logger)
    : BackgroundService
{
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private IDisposable? _subscription;

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Listening begins before reading: a change in between is read twice, never missed.
        _subscription = feed.Subscribe(HearAsync);
        taxonomy.Changed += Relearn;
        if (taxonomy.Model != taxonomy.Shipped)
            index.Learn(taxonomy.Model);
        await RebuildAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        taxonomy.Changed -= Relearn;
        _subscription?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (string slug in _changed.Reader.ReadAllAsync(stoppingToken))
                await TakeAsync(slug, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the node stops: no failure that a host would have to report
        }
    }

    private void Relearn()
    {
        index.Learn(taxonomy.Model);
        Log.TaxonomyLearnt(logger, taxonomy.Model.Terms.Count);
    }

    private Task HearAsync(Change change)
    {
        if (change.Kind is ChangeKind.Dataset or ChangeKind.SearchIndex || change == IChangeFeed.ChangeGap)
            _changed.Writer.TryWrite(change.Id);
        return Task.CompletedTask;
    }

    private async Task TakeAsync(string slug, CancellationToken cancellationToken)
    {
        try
        {
            if (slug == IChangeFeed.ChangeGap.Id)
                await RebuildAsync(cancellationToken);
            else if (await queries.FindAsync(slug, cancellationToken) is { } entry)
                index.Upsert(entry);
            else
                index.Remove(slug);
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException) // EF Core wraps a broken connection
        {
            Log.ChangeNotTaken(logger, slug, exception); // the feed reports a gap when the database is back, and all is read again
        }
    }

    private async Task RebuildAsync(CancellationToken cancellationToken)
    {
        index.Replace(await queries.AllAsync(cancellationToken));
        Log.IndexBuilt(logger, index.Count);
    }
}
