using System.Threading.Channels;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MedAgg.Domain.Tests.Store;

/// <summary>Two nodes on one database hear each other.</summary>
public sealed class ChangeFeedTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private TestDatabase _database = null!;
    private IHost _here = null!;
    private IHost _there = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        _here = await NodeAsync();
        _there = await NodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _here.StopAsync();
        await _there.StopAsync();
        _here.Dispose();
        _there.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_change_reaches_every_node_in_order()
    {
        ChannelReader<Change> heard = Listen(_there);
        await AwaitListeningAsync(heard);
        for (int i = 1; i <= 50; i++)
            await Feed(_here).PublishAsync(new(ChangeKind.Dataset, "ё-\"slug\"", i), TestContext.Current.CancellationToken);

        for (int i = 1; i <= 50; i++)
            Assert.Equal(new Change(ChangeKind.Dataset, "ё-\"slug\"", i), await NextAsync(heard));
    }

    [Fact]
    public async Task A_broken_listener_does_not_silence_the_others()
    {
        Feed(_there).Subscribe(_ => throw new InvalidOperationException("broken"));
        ChannelReader<Change> heard = Listen(_there);
        await AwaitListeningAsync(heard);
        await Feed(_here).PublishAsync(new(ChangeKind.Team, "1"), TestContext.Current.CancellationToken);
        Assert.Equal(ChangeKind.Team, (await NextAsync(heard)).Kind);
    }

    [Fact]
    public async Task A_disposed_subscription_hears_nothing_more()
    {
        int heardAfter = 0;
        IDisposable subscription = Feed(_there).Subscribe(_ =>
        {
            heardAfter++;
            return Task.CompletedTask;
        });
        subscription.Dispose();
        ChannelReader<Change> heard = Listen(_there);
        await AwaitListeningAsync(heard);
        Assert.Equal(0, heardAfter);
    }

    [Fact]
    public async Task After_a_lost_connection_the_feed_says_that_anything_may_have_changed()
    {
        ChannelReader<Change> heard = Listen(_there);
        await AwaitListeningAsync(heard);
        await using var command = _database.Source.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Change change;
        do
            change = await NextAsync(heard);
        while (change != IChangeFeed.ChangeGap);
    }

    private static IChangeFeed Feed(IHost node) => node.Services.GetRequiredService<IChangeFeed>();

    private static ChannelReader<Change> Listen(IHost node)
    {
        var heard = Channel.CreateUnbounded<Change>();
        Feed(node).Subscribe(change =>
        {
            heard.Writer.TryWrite(change);
            return Task.CompletedTask;
        });
        return heard.Reader;
    }

    // LISTEN is under way when a node has started: knock until it answers, then drain the knocks.
    private async Task AwaitListeningAsync(ChannelReader<Change> heard)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!heard.TryPeek(out _))
        {
            await Feed(_here).PublishAsync(new("knock", ""), patience.Token);
            await Task.Delay(50, patience.Token);
        }

        await Feed(_here).PublishAsync(new("knock", "last"), patience.Token);
        while ((await heard.ReadAsync(patience.Token)).Id != "last")
        {
            // knocks before the last one
        }
    }

    private static async Task<Change> NextAsync(ChannelReader<Change> heard)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await heard.ReadAsync(patience.Token);
    }

    private async Task<IHost> NodeAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMedAggStore(_database.ConnectionString);
        IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
