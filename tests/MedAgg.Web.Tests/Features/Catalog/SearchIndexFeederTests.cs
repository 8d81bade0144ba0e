using MedAgg.Domain.Changes;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Catalog;
using MedAgg.Testing;
using MedAgg.Web.Features.Catalog;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedAgg.Web.Tests.Features.Catalog;

/// <summary>The index of a node on a real store.</summary>
public sealed class SearchIndexFeederTests : IAsyncLifetime
{
    private readonly CurrentTaxonomy _taxonomy = new(TaxonomyLoader.LoadShipped());
    private TestDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(Token);

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_node_that_stops_is_no_failure_of_its_feeder()
    {
        DatasetIndex index = new(_taxonomy.Model);
        using SearchIndexFeeder feeder = new(new IndexEntryQueries(_database.Contexts), index, new SilentFeed(), _taxonomy, NullLogger<SearchIndexFeeder>.Instance);
        await feeder.StartAsync(Token);
        Assert.False(feeder.ExecuteTask!.IsCompleted);
        await Task.Delay(TimeSpan.FromSeconds(1), Token); // until its loop runs: stopped before, it would never have begun

        await feeder.StopAsync(Token);

        // A host logs every other end of a background service as critical.
        Assert.Equal(TaskStatus.RanToCompletion, feeder.ExecuteTask.Status);
    }

    private sealed class SilentFeed : IChangeFeed
    {
        public Task PublishAsync(Change change, CancellationToken cancellationToken) => Task.CompletedTask;

        public IDisposable Subscribe(Func<Change, Task> handler) => new CancellationTokenSource();
    }
}
