using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Collections;

public sealed class CollectionBuilderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_holds_what_the_recipe_chose_and_proves_it()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        Dictionary<string, byte[]> files = await IngestAsync(host);
        Collection collection = await BuildAsync(host, """{"name": "Тест", "query": "пневмония", "sources": [{"dataset": "set", "filter": {"split": ["train"]}}]}""");

        Assert.Equal((CollectionStatus.Ready, null), (collection.Status, collection.ErrorMessage));
        Assert.Equal((6L, 6L, 0L), (collection.Images, collection.Done, collection.Patients));
        Dictionary<string, byte[]> entries = await UnzipAsync(host, collection);
        Assert.Equal(entries.Keys.Order(StringComparer.Ordinal), entries.Keys);
        string[] images = [.. entries.Keys.Where(name => name.StartsWith("images/", StringComparison.Ordinal))];
        Assert.Equal(6, images.Length);
        Assert.All(images, name => Assert.Equal(files[name["images/set/set.zip/".Length..]], entries[name]));

        string[] sums = Encoding.UTF8.GetString(entries["SHA256SUMS"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(entries.Where(entry => entry.Key != "SHA256SUMS").Select(entry => $"{Convert.ToHexStringLower(SHA256.HashData(entry.Value))}  {entry.Key}"), sums);
        Assert.Equal(collection.RecipeJson + "\n", Encoding.UTF8.GetString(entries["recipe.json"]));
        string readme = Encoding.UTF8.GetString(entries["README.md"]);
        Assert.Contains("6 images, 0 known patients, 1 source(s)", readme, StringComparison.Ordinal);
        Assert.Contains("Снимков: 6", readme, StringComparison.Ordinal);
        Assert.Contains("LICENCE_UNKNOWN", readme, StringComparison.Ordinal);
        Assert.Contains(collection.RecipeSha256, readme, StringComparison.Ordinal);
        Assert.Contains("`пневмония`", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_has_one_row_an_image_with_the_columns_of_the_design()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        await IngestAsync(host);
        Collection collection = await BuildAsync(host, """{"name": "T", "sources": [{"dataset": "set", "filter": {"split": ["test"]}}]}""");

        string[] lines = Encoding.UTF8.GetString((await UnzipAsync(host, collection))["metadata.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            "item_id,path,sha256,bytes,dataset,dataset_version,source_url,licence,patient_key,study_key,series_key,instance_no,modality,body_part,laterality,view,dim,rows,cols,slices,frames,"
            + "spacing_x,spacing_y,spacing_z,bits,age_years,sex,manufacturer,label_body_part,label_finding,label_label,label_source,split,fold,original_path",
            lines[0]);
        Assert.Equal(7, lines.Length);
        string[] cells = lines[1].Split(',');
        Assert.Equal(("images/set/set.zip/png/test/normal/test_006.png", "set", "1", "2d", "28"), (cells[1], cells[4], cells[5], cells[16], cells[17]));
        Assert.Equal(["CHEST", "no", "normal", "folder;table", "test", "", "set.zip!/png/test/normal/test_006.png"], cells[28..]);
    }

    [Fact]
    public async Task The_same_recipe_gives_the_same_bytes_also_after_it_expired()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        await IngestAsync(host);
        const string Recipe = """{"name": "T", "sources": [{"dataset": "set", "filter": {"label": ["label=pneumonia"]}, "limit": 3}]}""";

        Collection first = await BuildAsync(host, Recipe);
        Collection second = await BuildAsync(host, Recipe);
        Assert.Equal((3L, first.ArchiveSha256), (second.Images, second.ArchiveSha256));
        await ChangeAsync(host, first.Id, "update collection set expires_at = now() - interval '1 minute'");
        Assert.Equal(2, await host.Get<CollectionExpiry>().ExpireAsync(Token));
        Assert.DoesNotContain(first.ArchiveSha256, await host.BlobNamesAsync());
        await using (var context = await host.OpenAsync())
        {
            Collection expired = await context.Collections.SingleAsync(c => c.Id == first.Id, Token);
            Assert.Equal((CollectionStatus.Expired, first.ArchiveSha256), (expired.Status, expired.ArchiveSha256));
            expired.BuildAgain();
            await context.SaveChangesAsync(Token);
        }

        Collection again = await RunAsync(host, first.Id);

        Assert.Equal((CollectionStatus.Ready, true, 2), (again.Status, again.RebuiltIdentical, again.Builds));
        Assert.Contains(again.ArchiveSha256!, await host.BlobNamesAsync());
    }

    [Fact]
    public async Task Deflated_entries_are_copied_as_they_are()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        await IngestAsync(host);
        Collection collection = await BuildAsync(host, """{"name": "T", "sources": [{"dataset": "set"}]}""");
        await using var context = await host.OpenAsync();
        Dictionary<string, long> packed = await context.Files.Where(file => file.Place!.Packing == Packing.Deflate).ToDictionaryAsync(file => file.Path, file => file.Place!.Length, Token);
        Assert.NotEmpty(packed);

        await using Stream blob = await host.Blobs.OpenAsync(collection.ArchiveSha256!, Token);
        await using ZipArchive zip = new(blob, ZipArchiveMode.Read);

        ZipArchiveEntry[] images = [.. zip.Entries.Where(entry => entry.FullName.StartsWith("images/", StringComparison.Ordinal))];
        Assert.Equal(12, images.Length);
        Assert.All(images, entry => Assert.Equal(packed[entry.FullName.Replace("images/set/set.zip/", "set.zip!/", StringComparison.Ordinal)], entry.CompressedLength));
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public async Task Foreign_tools_find_nothing_wrong()
    {
        if (!File.Exists("/usr/bin/unzip") || !File.Exists("/usr/bin/sha256sum"))
            Assert.Skip("unzip or sha256sum is not installed.");
        await using JobsHost host = await JobsHost.StartAsync();
        await IngestAsync(host);
        Collection collection = await BuildAsync(host, """{"name": "T", "sources": [{"dataset": "set"}]}""");
        string zip = Path.Combine(host.Folder, "out.zip");
        string target = Path.Combine(host.Folder, "out");
        await using (Stream blob = await host.Blobs.OpenAsync(collection.ArchiveSha256!, Token))
        await using (FileStream file = File.Create(zip))
            await blob.CopyToAsync(file, Token);

        Assert.Equal(0, await RunToolAsync("/usr/bin/unzip", host.Folder, "-qq", "-t", zip));
        Assert.Equal(0, await RunToolAsync("/usr/bin/unzip", host.Folder, "-qq", zip, "-d", target));
        Assert.Equal(0, await RunToolAsync("/usr/bin/sha256sum", target, "--quiet", "-c", "SHA256SUMS"));
    }

    [Theory]
    [InlineData("missing", "BLOB_MISSING")]
    [InlineData("damaged", "BLOB_CORRUPT")]
    public async Task Bytes_that_are_gone_or_changed_stop_the_build_and_are_named(string what, string code)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "loose");
        MadeSets.WriteTo(folder, MadeSets.Series());
        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(folder, "loose"));
        DatasetFile victim = (await host.FilesAsync(request.VersionId!.Value))[3];
        string blob = Directory.EnumerateFiles(Path.Combine(host.Folder, "blobs"), victim.Sha256!, SearchOption.AllDirectories).Single();
        if (what == "missing")
            File.Delete(blob);
        else
            await File.WriteAllBytesAsync(blob, new byte[victim.SizeBytes], Token);

        Collection collection = await BuildAsync(host, """{"name": "T", "sources": [{"dataset": "loose"}]}""");

        Assert.Equal((CollectionStatus.Failed, code), (collection.Status, collection.ErrorCode));
        Assert.Contains(victim.Path, collection.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(collection.ArchiveSha256);
        Assert.Empty(host.Get<WorkAreas>().List());
    }

    [Fact]
    public async Task A_wish_to_cancel_is_kept()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        await IngestAsync(host);
        Collection stored = await StoreAsync(host, """{"name": "T", "sources": [{"dataset": "set"}]}""");
        await using (var context = await host.OpenAsync())
        {
            (await context.Collections.SingleAsync(c => c.Id == stored.Id, Token)).RequestCancel();
            await context.SaveChangesAsync(Token);
        }

        Assert.Equal(CollectionStatus.Cancelled, (await RunAsync(host, stored.Id)).Status);
    }

    [Fact]
    public async Task Plans_count_what_builds_write_and_warn()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        await IngestAsync(host);
        string folder = Path.Combine(host.Folder, "series");
        MadeSets.WriteTo(folder, MadeSets.Series());
        await host.RunAsync(await host.RequestPathAsync(folder, "Series"));

        (RecipePlan? plan, Refusal? refusal) = await PlanAsync(host, """{"name": "T", "sources": [{"dataset": "set"}, {"dataset": "series", "filter": {"dimensionality": ["3d"], "sex": ["F"]}}]}""");

        Assert.True(plan is not null, refusal?.ToString());
        Assert.Equal((22L, 2L, 12L), (plan.Images, plan.Patients, plan.ImagesWithoutPatient));
        Assert.Equal([("series", 1, 10L), ("set", 1, 12L)], plan.Sources.Select(source => (source.Dataset, source.Version, source.Images)).Order());
        Assert.Equal(2, plan.Licence.Warnings.Count(warning => warning.StartsWith("LICENCE_UNKNOWN", StringComparison.Ordinal)));
        Assert.Equal((true, true), (plan.Leak.HasPartitions, plan.Leak.IsClean));
        Assert.All(plan.Recipe.Sources, source => Assert.Equal(64, source.Pinned!.ManifestSha256.Length));
    }

    [Theory]
    [InlineData("""{"name": "T", "sources": [{"dataset": "none"}]}""", "DATASET_NOT_FOUND")]
    [InlineData("""{"name": "T", "sources": [{"dataset": "set", "version": 9}]}""", "VERSION_NOT_FOUND")]
    [InlineData("""{"name": "T", "sources": [{"dataset": "set", "filter": {"modality": ["ct"]}}]}""", "RECIPE_CHOOSES_NOTHING")]
    [InlineData("""{"name": "T", "sources": [{"dataset": "set", "filter": {"dimensionality": ["5d"]}}]}""", "RECIPE_INVALID")]
    [InlineData("""{"name": "T", "sources": [{"dataset": "set", "pinned": {"manifest_sha256": "00"}}]}""", "VERSION_DIFFERS")]
    public async Task A_recipe_that_cannot_be_kept_says_why(string json, string code)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        await IngestAsync(host);

        (RecipePlan? plan, Refusal? refusal) = await PlanAsync(host, json);

        Assert.Null(plan);
        Assert.Equal(code, refusal!.Code);
    }

    [Fact]
    public async Task Nobody_builds_from_what_is_not_his()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "mine");
        MadeSets.WriteTo(folder, MadeSets.Series());
        Guid owner = Guid.NewGuid();
        await host.RunAsync(await host.RequestPathAsync(folder, "mine", owner));
        Recipe recipe = RecipeReader.Parse("""{"name": "T", "sources": [{"dataset": "mine"}]}""").Recipe!;
        RecipePlanner planner = host.Get<RecipePlanner>();

        Assert.Equal("DATASET_NOT_FOUND", (await planner.PlanAsync(recipe, new(Guid.NewGuid()), Token)).Refusal?.Code);
        Assert.Equal(10, (await planner.PlanAsync(recipe, new(owner), Token)).Plan?.Images);
    }

    private static async Task<Dictionary<string, byte[]>> IngestAsync(JobsHost host)
    {
        Dictionary<string, byte[]> files = MadeSets.Classes();
        string path = Path.Combine(host.Folder, "set.zip");
        await File.WriteAllBytesAsync(path, MadeSets.Zip(files), Token);
        Assert.Equal(IngestionStatus.Succeeded, (await host.RunAsync(await host.RequestPathAsync(path, "set"))).Status);
        return files;
    }

    private static Task<(RecipePlan? Plan, Refusal? Refusal)> PlanAsync(JobsHost host, string json) =>
        host.Get<RecipePlanner>().PlanAsync(RecipeReader.Parse(json).Recipe!, RecipeViewer.Server, Token);

    private static async Task<Collection> StoreAsync(JobsHost host, string json)
    {
        (RecipePlan? plan, Refusal? refusal) = await PlanAsync(host, json);
        Assert.True(plan is not null, refusal?.ToString());
        await using var context = await host.OpenAsync();
        Collection collection = new(plan.Recipe.Name, plan.RecipeJson, plan.RecipeSha256, null, null, TimeProvider.System.GetUtcNow());
        context.Collections.Add(collection);
        await context.SaveChangesAsync(Token);
        return collection;
    }

    private static async Task<Collection> BuildAsync(JobsHost host, string json) => await RunAsync(host, (await StoreAsync(host, json)).Id);

    private static async Task<Collection> RunAsync(JobsHost host, long id)
    {
        await host.Get<CollectionBuilder>().BuildAsync(id, Token);
        await using var context = await host.OpenAsync();
        return await context.Collections.AsNoTracking().SingleAsync(c => c.Id == id, Token);
    }

    private static async Task ChangeAsync(JobsHost host, long id, string sql)
    {
        Assert.True(id > 0);
        await using var command = host.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<Dictionary<string, byte[]>> UnzipAsync(JobsHost host, Collection collection)
    {
        await using Stream blob = await host.Blobs.OpenAsync(collection.ArchiveSha256!, Token);
        Assert.Equal(collection.ArchiveBytes, blob.Length);
        await using ZipArchive zip = new(blob, ZipArchiveMode.Read);
        Dictionary<string, byte[]> entries = [];
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            await using Stream content = await entry.OpenAsync(Token);
            using MemoryStream bytes = new();
            await content.CopyToAsync(bytes, Token);
            entries.Add(entry.FullName, bytes.ToArray());
        }

        return entries;
    }

    private static async Task<int> RunToolAsync(string program, string folder, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }
}
