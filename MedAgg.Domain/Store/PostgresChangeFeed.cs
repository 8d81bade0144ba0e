using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using MedAgg.Domain.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MedAgg.Domain.Store;

/// <summary>The change feed over <c>LISTEN/NOTIFY</c>: one listening connection per node, reconnected when it breaks.</summary>
public sealed class PostgresChangeFeed(NpgsqlDataSource source, TimeProvider clock, ILogger<PostgresChangeFeed> logger)
    : BackgroundService, IChangeFeed
{
    private const string ChannelName = "medagg_changes";
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, Func<Change, Task>> _handlers = new();
    private readonly Channel<Change> _received = Channel.CreateUnbounded<Change>(new() { SingleReader = true });

    /// <inheritdoc />
    public async Task PublishAsync(Change change, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = source.CreateCommand("select pg_notify($1, $2)");
        command.Parameters.AddWithValue(ChannelName);
        command.Parameters.AddWithValue(JsonSerializer.Serialize(change));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc />
    public IDisposable Subscribe(Func<Change, Task> handler)
    {
        var key = Guid.NewGuid();
        _handlers[key] = handler;
        return new Subscription(() => _handlers.TryRemove(key, out _));
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ListenAsync(stoppingToken), DeliverAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken stopping)
    {
        bool reconnected = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await source.OpenConnectionAsync(stopping);
                connection.Notification += (_, e) => Receive(e.Payload);
                await using (NpgsqlCommand listen = new($"listen {ChannelName}", connection))
                    await listen.ExecuteNonQueryAsync(stopping);
                if (reconnected)
                    _received.Writer.TryWrite(IChangeFeed.ChangeGap);
                reconnected = true;
                while (true)
                {
                    // The query keeps a silent connection honest: a dead server shows within a minute.
                    if (!await connection.WaitAsync(KeepAlive, stopping))
                    {
                        await using NpgsqlCommand alive = new("select 1", connection);
                        await alive.ExecuteNonQueryAsync(stopping);
                    }
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException)
            {
                Log.FeedLost(logger, ReconnectDelay, exception);
                await Task.Delay(ReconnectDelay, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Receive(string payload)
    {
        if (JsonSerializer.Deserialize<Change>(payload) is { } change)
            _received.Writer.TryWrite(change);
    }

    private async Task DeliverAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (Change change in _received.Reader.ReadAllAsync(stopping))
            {
                foreach (Func<Change, Task> handler in _handlers.Values)
                    await DeliverAsync(handler, change);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // the node stops
        }
    }

    // One broken listener must not silence the others.
#pragma warning disable CA1031
    private async Task DeliverAsync(Func<Change, Task> handler, Change change)
    {
        try
        {
            await handler(change);
        }
        catch (Exception exception)
        {
            Log.ListenerFailed(logger, change.Kind, change.Id, exception);
        }
    }
#pragma warning restore CA1031

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
