using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Tests.Ingestion;

namespace MedAgg.Jobs.Tests.Audit;

public sealed class StorageAuditTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_store_gives_six_zeros()
    {
        await using JobsHost host = await IngestedAsync();

        AuditReport report = await host.Get<StorageAudit>().RunAsync(deep: true, Token);

        Assert.True(report.IsSound);
        Assert.Equal(6, report.Counts.Count);
        Assert.Equal((10L, 10L), (report.Blobs, report.BlobsHashed));
    }

    [Theory]
    [InlineData("delete", "blobs_missing")]
    [InlineData("old", "blobs_unreferenced")]
    [InlineData("damage", "blobs_damaged")]
    [InlineData("homeless", "files_homeless")]
    [InlineData("astray", "images_astray")]
    [InlineData("lost", "jobs_lost")]
    [InlineData("work", "jobs_lost")]
    public async Task Each_fault_shows_in_its_own_count(string fault, string name)
    {
        await using JobsHost host = await IngestedAsync();
        string blobs = Path.Combine(host.Folder, "blobs");
        string victim = Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories).First(path => Path.GetFileName(path).Length == 64);
        switch (fault)
        {
            case "delete":
                File.Delete(victim);
                break;
            case "old":
                string stray = Path.Combine(Path.GetDirectoryName(victim)!, new string('a', 64));
                await File.WriteAllBytesAsync(stray, [1], Token);
                File.SetLastWriteTimeUtc(stray, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
                await host.Get<Broom>().CleanWorkAsync(Token);
                break;
            case "damage":
                await File.WriteAllBytesAsync(victim, [1, 2, 3], Token);
                break;
            case "homeless":
                await ExecuteAsync(host, "update dataset_file set place_blob = null, place_offset = null, place_length = null, place_packing = null where id = (select min(id) from dataset_file)");
                break;
            case "astray":
                await ExecuteAsync(host, "delete from image where id = (select min(id) from image)");
                break;
            case "work":
                Jobs.Storage.WorkArea left = host.Get<Jobs.Storage.WorkAreas>().Open(Jobs.Ingestion.IngestionPipeline.WorkName(1000));
                Directory.SetLastWriteTimeUtc(left.Folder, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));
                break;
            default:
                await host.RequestAsync(new() { Kind = SourceKind.ServerPath, Location = "/x" });
                await ExecuteAsync(host, "update ingestion set created_at = now() - interval '1 hour' where status = 'Queued'");
                break;
        }

        AuditReport report = await host.Get<StorageAudit>().RunAsync(deep: true, Token);

        Assert.Equal(1, report.Counts.Single(count => count.Name == name).Count.Count);
        Assert.NotEmpty(report.Counts.Single(count => count.Name == name).Count.Examples);
        string[] others = [.. report.Counts.Where(count => count.Name != name && count.Count.Count > 0).Select(count => count.Name)];
        Assert.True(others.Length == 0 || (fault == "homeless" && others is ["blobs_unreferenced"]), string.Join(", ", others));
    }

    [Fact]
    public async Task The_broom_takes_what_nothing_needs_and_nothing_else()
    {
        await using JobsHost host = await IngestedAsync();
        string stray = Path.Combine(host.Folder, "blobs", "aa", "aa", new string('a', 64));
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        await File.WriteAllBytesAsync(stray, [1], Token);
        Assert.Equal(0, await host.Get<Broom>().CleanBlobsAsync(Token)); // young
        File.SetLastWriteTimeUtc(stray, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(host.Folder, "blobs"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        long open = await host.RequestAsync(new() { Kind = SourceKind.ServerPath, Location = "/x" });
        Jobs.Storage.WorkAreas works = host.Get<Jobs.Storage.WorkAreas>();
        works.Open(Jobs.Ingestion.IngestionPipeline.WorkName(open));
        works.Open(Jobs.Ingestion.IngestionPipeline.WorkName(open + 1000));
        works.Open("uploads");

        Assert.Equal(1, await host.Get<Broom>().CleanBlobsAsync(Token));
        await host.Get<Broom>().CleanWorkAsync(Token);

        Assert.Equal([Jobs.Ingestion.IngestionPipeline.WorkName(open), "uploads"], works.List().Order(StringComparer.Ordinal));
        AuditReport report = await host.Get<StorageAudit>().RunAsync(deep: false, Token);
        Assert.Equal((0L, 0L), (report.BlobsMissing.Count, report.BlobsUnreferenced.Count));
    }

    [Fact]
    public async Task A_request_that_is_on_its_way_to_the_queue_is_not_taken_for_a_lost_one()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        long id = await host.RequestAsync(new() { Kind = SourceKind.ServerPath, Location = "/x" });
        Jobs.Ingestion.IngestionScheduler scheduler = host.Get<Jobs.Ingestion.IngestionScheduler>();

        await host.Get<Broom>().SweepAsync(Token);
        Assert.False(await scheduler.IsLiveAsync(id, Token));

        await host.Get<Broom>().SweepAsync(Token);
        Assert.True(await scheduler.IsLiveAsync(id, Token)); // whoever wrote it has died before it was put into the queue
    }

    private static async Task<JobsHost> IngestedAsync()
    {
        JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "series");
        MadeSets.WriteTo(folder, MadeSets.Series());
        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(folder));
        Assert.Equal(10, (await host.FilesAsync(request.VersionId!.Value)).Count(file => file.Role == FileRole.Image));
        return host;
    }

    private static async Task ExecuteAsync(JobsHost host, string sql)
    {
        await using var command = host.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
