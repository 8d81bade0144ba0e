using System.Globalization;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs;
using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Ingestion;
using MedAgg.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>A database server, a source and job nodes as processes; the test itself is the web node that gives orders and looks.</summary>
internal sealed class Farm : IAsyncDisposable
{
    public const int Parallel = 10;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly List<WorkerProcess> _workers = [];
    private readonly IHost _host;
    private readonly string _folder;

    private Farm(PostgresServer server, DripSource source, string folder, string storage, IHost host)
    {
        Server = server;
        Source = source;
        _folder = folder;
        Storage = storage;
        _host = host;
    }

    public PostgresServer Server { get; }

    public DripSource Source { get; }

    /// <summary>Where blobs and work folders are.</summary>
    public string Storage { get; }

    public IReadOnlyList<WorkerProcess> Workers => _workers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="bytesPerSecond">Rate of one answer of the source.</param>
    /// <param name="storage">Folder for blobs and work; null for one on the ordinary disk.</param>
    public static async Task<Farm> StartAsync(int bytesPerSecond, string? storage = null)
    {
        PostgresServer server = await PostgresServer.StartOwnAsync();
        DripSource source = await DripSource.StartAsync(bytesPerSecond);
        string folder = Directory.CreateTempSubdirectory("medagg-farm-").FullName;
        storage ??= folder;
        string connection = server.ConnectionString("postgres");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = Path.Combine(storage, "blobs"),
            ["Storage:WorkFolder"] = Path.Combine(storage, "work"),
            ["Audit:Grace"] = "00:00:00",
            ["Audit:QueueGrace"] = "00:00:00",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMedAggStore(connection);
        builder.Services.AddMedAggJobs(connection, builder.Configuration, runsJobs: false);
        IHost host = builder.Build();
        await new StoreMigrator(host.Services.GetRequiredService<IDbContextFactory<MedAggContext>>()).MigrateAsync(Token);
        return new(server, source, folder, storage, host);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<MedAggContext> OpenAsync() => Get<IDbContextFactory<MedAggContext>>().CreateDbContextAsync(Token);

    /// <summary>Starts a job node.</summary>
    /// <param name="name">Nodes of different names have different work folders, as on different machines.</param>
    public WorkerProcess StartWorker(string name = "", IReadOnlyDictionary<string, string>? settings = null)
    {
        Dictionary<string, string> all = new(settings ?? new Dictionary<string, string>())
        {
            ["ConnectionStrings__MedAgg"] = Server.ConnectionString("postgres"),
            ["MEDAGG_DATA"] = _folder,
            ["Storage__Folder"] = Path.Combine(Storage, "blobs"),
            ["Storage__WorkFolder"] = Path.Combine(Storage, "work" + name),
            ["Fetching__AllowedPrivateHosts__0"] = Source.Host,
            ["Fetching__RetryDelay"] = "00:00:00.2",
            ["Jobs__Parallel"] = Parallel.ToString(CultureInfo.InvariantCulture),
            ["Jobs__CheckIn"] = "00:00:01",
            ["Jobs__SweepInterval"] = "00:00:02",
        };
        WorkerProcess worker = WorkerProcess.Start(all, "worker");
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Orders an ingestion as the web node does: a row, then a job.</summary>
    public async Task<long> OrderAsync(string url)
    {
        long id = await PatientlyAsync(async () =>
        {
            await using MedAggContext context = await OpenAsync();
            IngestionRequest request = new(new() { Location = url }, "", null, null, TimeProvider.System.GetUtcNow());
            context.Ingestions.Add(request);
            await context.SaveChangesAsync(Token);
            return request.Id;
        });
        return await PatientlyAsync(async () =>
        {
            await Get<IngestionScheduler>().EnqueueAsync(id, Token);
            return id;
        });
    }

    /// <summary>Asks the database again while pooled connections of before a restart are still handed out.</summary>
    public static async Task<T> PatientlyAsync<T>(Func<Task<T>> ask)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception exception) when (attempt < 30 && IsAway(exception))
            {
                await Task.Delay(Look, Token);
            }
        }
    }

    /// <summary>Waits until a worker has taken one of the requests.</summary>
    public async Task BegunAsync(IReadOnlyCollection<long> ids, TimeSpan patience)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(patience);
        while (!await PatientlyAsync(IsBegunAsync))
            await Task.Delay(Look, late.Token);

        async Task<bool> IsBegunAsync()
        {
            await using MedAggContext context = await OpenAsync();
            return await context.Ingestions.AnyAsync(request => ids.Contains(request.Id) && request.Attempts > 0, late.Token);
        }
    }

    /// <summary>Waits until all requests have ended, whatever becomes of them; a database that is away for a while is waited for.</summary>
    public async Task<IReadOnlyList<IngestionRequest>> EndedAsync(IReadOnlyCollection<long> ids, TimeSpan patience)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(patience);
        List<IngestionRequest> requests = [];
        try
        {
            while (true)
            {
                try
                {
                    await using MedAggContext context = await OpenAsync();
                    requests = await context.Ingestions.AsNoTracking().Where(request => ids.Contains(request.Id)).OrderBy(request => request.Id).ToListAsync(late.Token);
                    if (requests.Count == ids.Count && requests.All(request => request.IsFinished))
                        return requests;
                }
                catch (Exception exception) when (IsAway(exception))
                {
                    requests = []; // asked again
                }

                await Task.Delay(Look, late.Token);
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            string open = string.Join(", ", requests.Where(request => !request.IsFinished).Select(request => $"{request.Id} {request.Status} attempt {request.Attempts}"));
            throw new TimeoutException($"Still open after {patience.TotalSeconds:0} s: {open}\n{string.Join("\n---\n", _workers.Select(worker => worker.Output))}");
        }
    }

    /// <summary>Every ingestion succeeded and its version holds each file once, all but one of them images.</summary>
    public async Task AssertWholeAsync(IReadOnlyList<IngestionRequest> requests, int files)
    {
        foreach (IngestionRequest request in requests)
        {
            Assert.True(request.Status is IngestionStatus.Succeeded, $"ingestion {request.Id}: {request.Status} {request.ErrorCode} {request.ErrorMessage}");
            await using MedAggContext context = await OpenAsync();
            List<string> paths = await context.Files.Where(file => file.VersionId == request.VersionId).Select(file => file.Path).ToListAsync(Token);
            Assert.Equal((files, files), (paths.Count, paths.Distinct().Count()));
            Assert.Equal(files - 1, await context.Images.CountAsync(image => image.VersionId == request.VersionId, Token));
        }
    }

    /// <summary>Sweeps as the nodes do, and finds nothing wrong: not a file too many, not a byte too few.</summary>
    public async Task AssertSoundAsync()
    {
        // A worker deletes its folder right after it has written the end.
        for (int look = 0; look < 50 && LeftFolders().Length > 0; look++)
            await Task.Delay(Look, Token);
        await Get<Broom>().CleanWorkAsync(Token);
        await Get<Broom>().CleanBlobsAsync(Token);
        AuditReport report = await Get<StorageAudit>().RunAsync(deep: true, Token);
        Assert.All(report.Counts, count => Assert.True(count.Count.Count == 0, $"{count.Name}: {string.Join(", ", count.Count.Examples)}"));
        Assert.Empty(LeftFolders());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WorkerProcess worker in _workers)
            worker.Dispose();
        _host.Dispose();
        await Source.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] LeftFolders()
    {
        string work = Path.Combine(Storage, "work");
        return Directory.Exists(work) ? Directory.GetDirectories(work, "ingestion-*") : [];
    }

    private static bool IsAway(Exception? exception) => exception is not null && (exception is NpgsqlException || IsAway(exception.InnerException));
}
