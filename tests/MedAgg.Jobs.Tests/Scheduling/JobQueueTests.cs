using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Tests.Ingestion;
using MedAgg.Jobs.Tests.Storage;
using MedAgg.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Tests.Scheduling;

/// <summary>Web node and job node on one database, with the real clustered queue.</summary>
public sealed class JobQueueTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_web_node_enqueues_and_a_worker_runs()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Token);
        using IHost web = await StartAsync(database, runsJobs: false);
        using IHost worker = await StartAsync(database, runsJobs: true);
        long id = await StoreAsync(database);
        IngestionScheduler scheduler = web.Services.GetRequiredService<IngestionScheduler>();

        await scheduler.EnqueueAsync(id, Token);
        await scheduler.EnqueueAsync(id, Token);

        IngestionRequest request = await EndedAsync(database, id);
        Assert.Equal((IngestionStatus.Succeeded, 1), (request.Status, request.Attempts));
        await worker.StopAsync(Token);
        await web.StopAsync(Token);
    }

    [Fact]
    public async Task A_request_that_never_reached_the_queue_is_found()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Token);
        long id = await StoreAsync(database);
        using IHost worker = await StartAsync(database, runsJobs: true);

        Assert.Equal(IngestionStatus.Succeeded, (await EndedAsync(database, id)).Status);
        await worker.StopAsync(Token);
    }

    [Fact]
    public async Task A_web_node_alone_runs_nothing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(Token);
        using IHost web = await StartAsync(database, runsJobs: false);
        long id = await StoreAsync(database);
        IngestionScheduler scheduler = web.Services.GetRequiredService<IngestionScheduler>();

        Assert.False(await scheduler.IsLiveAsync(id, Token));
        await scheduler.EnqueueAsync(id, Token);
        await Task.Delay(TimeSpan.FromSeconds(2), Token);

        Assert.True(await scheduler.IsLiveAsync(id, Token));
        await using MedAggContext context = await database.OpenAsync(Token);
        Assert.Equal(IngestionStatus.Queued, (await context.Ingestions.SingleAsync(Token)).Status);
        await web.StopAsync(Token);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IHost> StartAsync(TestDatabase database, bool runsJobs)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = _folder.At("blobs"),
            ["Storage:WorkFolder"] = _folder.At("work"),
            ["Jobs:SweepInterval"] = "00:00:01",
            ["Jobs:CheckIn"] = "00:00:01",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMedAggStore(database.ConnectionString);
        builder.Services.AddMedAggJobs(database.ConnectionString, builder.Configuration, runsJobs);
        IHost host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    private async Task<long> StoreAsync(TestDatabase database)
    {
        string source = _folder.At("source");
        MadeSets.WriteTo(source, MadeSets.Series());
        await using MedAggContext context = await database.OpenAsync(Token);
        IngestionRequest request = new(new() { Kind = SourceKind.ServerPath, Location = source }, "", null, null, TimeProvider.System.GetUtcNow());
        context.Ingestions.Add(request);
        await context.SaveChangesAsync(Token);
        return request.Id;
    }

    private static async Task<IngestionRequest> EndedAsync(TestDatabase database, long id)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            await using MedAggContext context = await database.OpenAsync(patience.Token);
            IngestionRequest request = await context.Ingestions.AsNoTracking().SingleAsync(i => i.Id == id, patience.Token);
            if (request.IsFinished)
                return request;
            await Task.Delay(100, patience.Token);
        }
    }
}
