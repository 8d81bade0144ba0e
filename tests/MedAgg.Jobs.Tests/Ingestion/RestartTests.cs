using System.Globalization;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>
/// A worker dies at its n-th write or read, a second one goes on: whatever n is, the version holds every file once and the audit finds nothing.
/// The ordinary run draws some n with a seed; with <c>MEDAGG_TEST_LONG=1</c> all are tried.
/// </summary>
public sealed class RestartTests
{
    private const int Seed = 20261121;
    private const int Drawn = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("set.zip", false)]
    [InlineData("set.zip", true)]
    [InlineData("series", false)]
    public async Task An_ingestion_survives_the_death_of_its_worker_at_any_step(string source, bool after)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string path = await WriteSourceAsync(host, source);
        IngestionRequest whole = await host.RunAsync(await host.RequestPathAsync(path, "whole"));
        string manifest = (await host.VersionAsync(whole.VersionId!.Value)).Version.ManifestSha256!;
        DeathAt counter = new(int.MaxValue, after);
        await using (JobsHost counted = host.Beside(counter.Doom))
            await counted.RunAsync(await host.RequestPathAsync(path, "counted"));

        foreach (int step in StepsToTry(counter.Steps))
        {
            long id = await host.RequestPathAsync(path, string.Create(CultureInfo.InvariantCulture, $"run {step}"));
            DeathAt death = new(step, after);
            await using (JobsHost doomed = host.Beside(death.Doom))
                await Assert.ThrowsAnyAsync<Exception>(() => doomed.Get<IngestionPipeline>().RunAsync(id, Token));
            Assert.True(death.IsDead);

            IngestionRequest request = await host.RunAsync(id);

            Assert.True(request.Status is IngestionStatus.Succeeded, $"step {step}: {request.ErrorCode} {request.ErrorMessage}");
            IReadOnlyList<DatasetFile> files = await host.FilesAsync(request.VersionId!.Value);
            Assert.Equal(files.Select(file => file.Path).Distinct(), files.Select(file => file.Path));
            Assert.Equal(manifest, (await host.VersionAsync(request.VersionId.Value)).Version.ManifestSha256);
        }

        await AssertSoundAsync(host);
    }

    [Fact]
    public async Task A_build_survives_the_death_of_its_worker_at_any_step()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        await host.RunAsync(await host.RequestPathAsync(await WriteSourceAsync(host, "set.zip"), "set"));
        string archive = (await BuildAsync(host, await StoreAsync(host))).ArchiveSha256!;
        DeathAt counter = new(int.MaxValue, after: false);
        await using (JobsHost counted = host.Beside(counter.Doom))
            await BuildAsync(counted, await StoreAsync(host));

        foreach (int step in StepsToTry(counter.Steps))
        {
            long id = await StoreAsync(host);
            DeathAt death = new(step, after: false);
            await using (JobsHost doomed = host.Beside(death.Doom))
                await Assert.ThrowsAnyAsync<Exception>(() => doomed.Get<CollectionBuilder>().BuildAsync(id, Token));

            Collection collection = await BuildAsync(host, id);

            Assert.Equal((CollectionStatus.Ready, archive), (collection.Status, collection.ArchiveSha256));
        }

        await AssertSoundAsync(host);
    }

    [Fact]
    public async Task A_worker_that_was_thought_dead_writes_nothing_when_it_wakes()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string path = await WriteSourceAsync(host, "series");
        long id = await host.RequestPathAsync(path);
        TaskCompletionSource wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource asleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using JobsHost sleeper = host.Beside(services => services.AddSingleton<IBlobStore>(provider =>
            new SleepingBlobStore(new FolderBlobStore(provider.GetRequiredService<IOptions<StorageOptions>>()), asleep, wake.Task)));
        Task sleeping = sleeper.Get<IngestionPipeline>().RunAsync(id, Token);
        await asleep.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        IngestionRequest request = await host.RunAsync(id);
        Assert.Equal((IngestionStatus.Succeeded, 2), (request.Status, request.Attempts));
        wake.SetResult();
        await sleeping;

        IngestionRequest later = await host.FindAsync(id);
        Assert.Equal((request.RowVersion, 10), (later.RowVersion, (await host.FilesAsync(request.VersionId!.Value)).Count));
        await using MedAggContext context = await host.OpenAsync();
        Assert.Equal(1, await context.Versions.CountAsync(version => version.State == VersionState.Published, Token));
    }

    private static int[] StepsToTry(int steps)
    {
        Assert.True(steps > 10, $"only {steps} steps were seen");
        int[] all = [.. Enumerable.Range(1, steps - 3)]; // the last few are farewells after the work is published
        if (Environment.GetEnvironmentVariable("MEDAGG_TEST_LONG") == "1")
            return all;
        Random random = new(Seed);
        random.Shuffle(all);
        return [1, .. all.Take(Drawn).Order()];
    }

    private static async Task<string> WriteSourceAsync(JobsHost host, string source)
    {
        string path = Path.Combine(host.Folder, source);
        if (source.EndsWith(".zip", StringComparison.Ordinal))
            await File.WriteAllBytesAsync(path, MadeSets.Zip(MadeSets.Classes()), Token);
        else
            MadeSets.WriteTo(path, MadeSets.Series());
        return path;
    }

    private static async Task<long> StoreAsync(JobsHost host)
    {
        Recipe recipe = RecipeReader.Parse("""{"name": "T", "sources": [{"dataset": "set"}]}""").Recipe!;
        RecipePlan plan = (await host.Get<RecipePlanner>().PlanAsync(recipe, RecipeViewer.Server, Token)).Plan!;
        await using MedAggContext context = await host.OpenAsync();
        Collection collection = new(recipe.Name, plan.RecipeJson, plan.RecipeSha256, null, null, TimeProvider.System.GetUtcNow());
        context.Collections.Add(collection);
        await context.SaveChangesAsync(Token);
        return collection.Id;
    }

    private static async Task<Collection> BuildAsync(JobsHost host, long id)
    {
        await host.Get<CollectionBuilder>().BuildAsync(id, Token);
        await using MedAggContext context = await host.OpenAsync();
        return await context.Collections.AsNoTracking().SingleAsync(collection => collection.Id == id, Token);
    }

    private static async Task AssertSoundAsync(JobsHost host)
    {
        await host.Get<Broom>().CleanWorkAsync(Token);
        AuditReport report = await host.Get<StorageAudit>().RunAsync(deep: true, Token);
        Assert.All(report.Counts, count => Assert.True(count.Count.Count == 0, $"{count.Name}: {string.Join(", ", count.Count.Examples)}"));
        Assert.Empty(host.Get<WorkAreas>().List());
    }

    /// <summary>Stops at the first blob that is stored until it is woken.</summary>
    private sealed class SleepingBlobStore(IBlobStore inner, TaskCompletionSource asleep, Task wake) : IBlobStore
    {
        public async Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken)
        {
            asleep.TrySetResult();
            await wake; // a stopped process hears no cancellation either
            return await inner.PutAsync(content, CancellationToken.None);
        }

        public Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken) => inner.AdoptAsync(path, sha256, cancellationToken);

        public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken) => inner.OpenAsync(sha256, cancellationToken);

        public Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) => inner.ExistsAsync(sha256, cancellationToken);

        public Task DeleteAsync(string sha256, CancellationToken cancellationToken) => inner.DeleteAsync(sha256, cancellationToken);

        public IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);
    }
}
