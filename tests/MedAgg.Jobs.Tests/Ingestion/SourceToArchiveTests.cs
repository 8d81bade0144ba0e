using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Tests.Fetching;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>The whole trip: an address → a version → a recipe → a verified archive.</summary>
public sealed class SourceToArchiveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_becomes_a_version_and_a_verified_archive()
    {
        Dictionary<string, byte[]> files = MadeSets.Classes();
        byte[] zip = MadeSets.Zip(files);
        await using SourceStub source = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, zip));
        await using JobsHost host = await JobsHost.StartAsync(new() { ["Fetching:AllowedPrivateHosts:0"] = source.Host });

        IngestionRequest request = await host.RunAsync(await host.RequestAsync(new() { Kind = SourceKind.Url, Location = $"{source.Address}/chest.zip?token=secret" }));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        Assert.Equal(zip.Length, request.Stage(StageName.Download).BytesDone);
        (var dataset, var version) = await host.VersionAsync(request.VersionId!.Value);
        Assert.Equal(($"{source.Address}/chest.zip", 15L), (dataset.SourceUrl, version.Counts.Files));

        (RecipePlan? plan, _) = await host.Get<RecipePlanner>().PlanAsync(new() { Name = "All", Sources = [new() { Dataset = dataset.Slug }] }, RecipeViewer.Server, Token);
        Collection collection = new("All", plan!.RecipeJson, plan.RecipeSha256, null, null, TimeProvider.System.GetUtcNow());
        await using (MedAggContext context = await host.OpenAsync())
        {
            context.Collections.Add(collection);
            await context.SaveChangesAsync(Token);
        }

        await host.Get<CollectionBuilder>().BuildAsync(collection.Id, Token);

        await using (MedAggContext context = await host.OpenAsync())
            collection = await context.Collections.SingleAsync(c => c.Id == collection.Id, Token);
        Assert.Equal((CollectionStatus.Ready, 12L), (collection.Status, collection.Images));
        await using Stream blob = await host.Blobs.OpenAsync(collection.ArchiveSha256!, Token);
        Assert.Equal(collection.ArchiveSha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(blob, Token)));
        await using ZipArchive archive = new(blob, ZipArchiveMode.Read);
        using StreamReader sums = new(archive.GetEntry("SHA256SUMS")!.Open(), Encoding.UTF8);
        Assert.Equal(15, (await sums.ReadToEndAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length); // 12 images, table, README, recipe
        Assert.DoesNotContain(await host.LogAsync(request.Id), line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Screens_are_told_while_it_runs()
    {
        List<Change> heard = [];
        await using JobsHost host = await JobsHost.StartAsync(change: services => services.Add(new(typeof(IChangeFeed), new ListeningFeed(heard))));
        string path = Path.Combine(host.Folder, "set.zip");
        await File.WriteAllBytesAsync(path, MadeSets.Zip(MadeSets.Classes()), Token);

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(path, "set"));

        Assert.True(heard.Count(change => change == new Change(ChangeKind.Ingestion, request.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))) >= 6);
        Assert.Contains(new Change(ChangeKind.Dataset, "set"), heard);
    }

    private sealed class ListeningFeed(List<Change> heard) : IChangeFeed
    {
        public Task PublishAsync(Change change, CancellationToken cancellationToken)
        {
            lock (heard)
                heard.Add(change);
            return Task.CompletedTask;
        }

        public IDisposable Subscribe(Func<Change, Task> handler) => throw new NotSupportedException();
    }
}
