using MedAgg.Domain.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MedAgg.Domain.Store;

/// <summary>Keeps this node's taxonomy as the store is: read at start, and again after each change of any node.</summary>
public sealed class TaxonomyFeed(StoredTaxonomy stored, IChangeFeed feed, ILogger<TaxonomyFeed> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _subscription;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Listening begins before reading: a change in between is read twice, never missed.
        _subscription = feed.Subscribe(HearAsync);
        await stored.ReloadAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        await _stopping.CancelAsync();
    }

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    private async Task HearAsync(Change change)
    {
        if (change.Kind != ChangeKind.Vocabulary && change != IChangeFeed.ChangeGap)
            return;
        try
        {
            await stored.ReloadAsync(_stopping.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            Log.TaxonomyNotRead(logger, exception); // the feed reports a gap when the database is back
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return; // the node stops
        }
    }
}
