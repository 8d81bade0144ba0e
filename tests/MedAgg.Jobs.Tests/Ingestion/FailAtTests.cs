using System.Globalization;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Providers;
using MedAgg.Jobs.Tests.Providers.Zenodo;
using MedAgg.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>
/// The n-th step of an ingestion fails, whatever it is: of the store, the database or the network. It ends whole or with a code, and the audit finds nothing.
/// The ordinary run draws some n with a seed; with <c>MEDAGG_TEST_LONG=1</c> every n from 1 to 200 is tried.
/// </summary>
public sealed class FailAtTests
{
    private const int Seed = 20261121;
    private const int All = 200;
    private const int Drawn = 8;
    private const int MostAttempts = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_fails_the_ingestion_ends_whole_or_with_a_code(bool dies)
    {
        await using StubSource zenodo = await ZenodoStub.StartAsync();
        Dictionary<string, string?> Settings() => ProviderHost.Impatient(
            new() { ["Providers:Zenodo:BaseUrl"] = zenodo.Address, ["Audit:Grace"] = "00:00:00", ["Audit:QueueGrace"] = "00:00:00", ["Ingestion:ReadAheadFromBytes"] = "1" }, zenodo);
        await using JobsHost host = await JobsHost.StartAsync(Settings());
        IngestionRequest whole = await host.RunAsync(await OrderAsync(host, zenodo, All + 1));
        Assert.Equal((IngestionStatus.Succeeded, null), (whole.Status, whole.ErrorMessage));
        string manifest = (await host.VersionAsync(whole.VersionId!.Value)).Version.ManifestSha256!;

        int failed = 0;
        foreach (int step in StepsToTry())
        {
            long id = await OrderAsync(host, zenodo, step);
            FailAt failure = new(step, dies);
            zenodo.Gate = failure.GateAsync;
            await using (JobsHost doomed = host.Beside(services => Doom(services, failure), Settings()))
                await TryAsync(doomed, id);
            zenodo.Gate = null;
            failed += failure.HasFailed ? 1 : 0;
            IngestionRequest request = await EndAsync(host, id);

            Assert.True(request.IsFinished, $"step {step}: {request.Status}");
            if (request.Status is IngestionStatus.Succeeded)
                Assert.Equal(manifest, (await host.VersionAsync(request.VersionId!.Value)).Version.ManifestSha256);
            else
                Assert.True(!dies && request.ErrorCode is { Length: > 0 } && request.ErrorMessage is { Length: > 0 }, $"step {step}: {request.Status} {request.ErrorCode}");
            await AssertSoundAsync(host, step);
        }

        Assert.True(failed > Drawn / 2, $"only {failed} steps failed");
        Assert.Equal(11, (await host.BlobNamesAsync()).Count); // the same bytes came with every record: each is stored once, whatever broke
    }

    // As the queue does it: what a worker has left is given to the next.
    private static async Task<IngestionRequest> EndAsync(JobsHost host, long id)
    {
        for (int attempt = 0; attempt < MostAttempts && !(await host.FindAsync(id)).IsFinished; attempt++)
            await host.Get<IngestionPipeline>().RunAsync(id, Token);
        return await host.FindAsync(id);
    }

    private static async Task TryAsync(JobsHost doomed, long id)
    {
        try
        {
            await doomed.Get<IngestionPipeline>().RunAsync(id, Token);
        }
        catch (Exception exception) when (IsMeant(exception))
        {
            return; // the job's door logs it, and the row waits for another worker
        }
    }

    private static bool IsMeant(Exception? exception) =>
        exception is not null && (exception.Message.EndsWith("as the test wants it.", StringComparison.Ordinal) || exception is ProcessDiedException || IsMeant(exception.InnerException));

    private static void Doom(IServiceCollection services, FailAt failure)
    {
        services.AddSingleton<IBlobStore>(provider => new FailingBlobStore(new FolderBlobStore(provider.GetRequiredService<IOptions<StorageOptions>>()), failure));
        services.ConfigureDbContext<MedAggContext>(options => options.AddInterceptors(new FailingTransactions(failure), new FailingCommands(failure)));
    }

    private static int[] StepsToTry()
    {
        int[] all = [.. Enumerable.Range(1, All)];
        if (Environment.GetEnvironmentVariable("MEDAGG_TEST_LONG") == "1")
            return all;
        new Random(Seed).Shuffle(all);
        return [.. all.Take(Drawn).Order()];
    }

    private static Task<long> OrderAsync(JobsHost host, StubSource zenodo, int number)
    {
        Dictionary<string, byte[]> files = MadeSets.Series();
        zenodo.Record(1000 + number, string.Create(CultureInfo.InvariantCulture, $"Set {number}"), "v1",
        [
            ("set.zip", MadeSets.Zip(MadeSets.Classes())),
            .. files.Select(file => (file.Key.Replace('/', '-'), file.Value)),
        ]);
        return host.RequestAsync(new() { Location = string.Create(CultureInfo.InvariantCulture, $"{zenodo.Address}/records/{1000 + number}") });
    }

    private static async Task AssertSoundAsync(JobsHost host, int step)
    {
        await host.Get<Broom>().CleanWorkAsync(Token);
        await host.Get<Broom>().CleanBlobsAsync(Token);
        AuditReport report = await host.Get<StorageAudit>().RunAsync(deep: true, Token);
        Assert.All(report.Counts, count => Assert.True(count.Count.Count == 0, $"step {step}: {count.Name}: {string.Join(", ", count.Count.Examples)}"));
        Assert.Empty(host.Get<WorkAreas>().List());
    }
}
