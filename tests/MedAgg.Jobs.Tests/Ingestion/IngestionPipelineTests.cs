using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Inspection;

namespace MedAgg.Jobs.Tests.Ingestion;

public sealed class IngestionPipelineTests
{
    [Fact]
    public async Task A_zip_becomes_a_version_and_no_file_is_lost()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        Dictionary<string, byte[]> files = MadeSets.Classes();
        string path = Path.Combine(host.Folder, "chest set.zip");
        await File.WriteAllBytesAsync(path, MadeSets.Zip(files), TestContext.Current.CancellationToken);

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(path, "Chest set"));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        Assert.All(request.Stages, stage => Assert.Equal(StageState.Done, stage.State));
        Assert.Equal((15L, 15L, 1L), (request.Stage(StageName.Inspect).Done, request.Stage(StageName.Inspect).Total, request.Stage(StageName.Inspect).Refused));
        (Dataset dataset, DatasetVersion version) = await host.VersionAsync(request.VersionId!.Value);
        Assert.Equal((15L, 12L, 1L, 1L, 0L, 1L), (version.Counts.Files, version.Counts.Images, version.Counts.Tables, version.Counts.Documents, version.Counts.Others, version.Counts.Refusals));
        Assert.Equal(("chest-set", DatasetOrigin.Ingested, Visibility.Public, true, 1), (dataset.Slug, dataset.Origin, dataset.Visibility, dataset.IsActive, version.Number));
        Assert.Equal((version.Id, 12L), (dataset.CurrentVersionId, dataset.ImageCount));

        IReadOnlyList<DatasetFile> rows = await host.FilesAsync(version.Id);
        Assert.Equal(files.Keys.Select(name => $"chest set.zip!/{name}").Order(StringComparer.Ordinal), rows.Select(row => row.Path));
        Assert.All(rows, row => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[row.Path["chest set.zip!/".Length..]])), row.Sha256));
        string manifest = string.Concat(rows.Select(row => $"{row.Sha256}  {row.Path}\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest))), version.ManifestSha256);
        Assert.Empty(host.Get<WorkAreas>().List());
    }

    [Fact]
    public async Task Folders_and_tables_give_labels_and_say_so()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string path = Path.Combine(host.Folder, "set.zip");
        await File.WriteAllBytesAsync(path, MadeSets.Zip(MadeSets.Classes()), TestContext.Current.CancellationToken);

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(path));

        ImageFact image = (await host.ImagesAsync(request.VersionId!.Value))["set.zip!/png/test/pneumonia/test_009.png"];
        Assert.Equal(["label=pneumonia", "finding=yes", "body_part=CHEST"], image.Labels);
        Assert.Equal(("test", Dimensionality.Image2D), (image.Split, image.Dimensionality));
        Assert.Contains("folder level with 2 values", image.EvidenceJson, StringComparison.Ordinal);
        Assert.Contains(await host.LogAsync(request.Id), line => line.Contains("labels.csv joined by column file: 12 of 12 rows to 12 of 12 images", StringComparison.Ordinal));
        (Dataset dataset, DatasetVersion version) = await host.VersionAsync(request.VersionId.Value);
        Assert.Equal(["normal", "pneumonia"], dataset.Pathologies);
        Assert.Equal(["PNG"], dataset.Formats);
        VersionProfile profile = JsonSerializer.Deserialize<VersionProfile>(version.ProfileJson!, JsonSerializerOptions.Web)!;
        Assert.Equal([("test", 6L), ("train", 6L)], profile.Facet("split")!.Values.Select(value => (value.Value!, value.Count)));
        Assert.Equal([((string?)null, 12L)], profile.Facet("modality")!.Values.Select(value => (value.Value, value.Count)));
        Assert.Equal("set.zip!/broken/half.png", Assert.Single(profile.Refusals).Example);
    }

    [Fact]
    public async Task Slices_of_a_series_become_a_volume()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "series");
        MadeSets.WriteTo(folder, MadeSets.Series());

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(folder, "Серии КТ"));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        Assert.Equal(StageState.NotNeeded, request.Stage(StageName.Unpack).State);
        IReadOnlyDictionary<string, ImageFact> images = await host.ImagesAsync(request.VersionId!.Value);
        Assert.Equal(10, images.Count);
        Assert.All(images.Values, image => Assert.Equal(Dimensionality.Volume3D, image.Dimensionality));
        (Dataset dataset, DatasetVersion version) = await host.VersionAsync(request.VersionId.Value);
        Assert.Equal((2L, 2L, 2L), (version.Counts.Patients, version.Counts.Studies, version.Counts.Series));
        Assert.Equal(("serii-kt", "Серии КТ"), (dataset.Slug, dataset.Card.Title.Ru));
        Assert.Equal(["ct"], dataset.Modalities);
        Assert.Equal(["chest"], dataset.Areas);
    }

    [Fact]
    public async Task What_is_copied_in_is_what_the_store_reads_back()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "one");
        MadeSets.WriteTo(folder, new() { ["a.dcm"] = MadeFiles.CtSlice("P1", "1.2.3", 7, 12.5, writer => writer.Text("ImageLaterality", "R").Text("ViewPosition", "AP").Text("ImageType", "ORIGINAL", "PRIMARY", "AXIAL")) });

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(folder));

        ImageFact image = Assert.Single((await host.ImagesAsync(request.VersionId!.Value)).Values);
        Assert.Equal(("1.2.3.7", 7, MadeFiles.CtClass), (image.InstanceUid, image.InstanceNumber, image.SopClassUid));
        Assert.Equal(["ORIGINAL", "PRIMARY", "AXIAL"], image.ImageType);
        Assert.Equal([1.0, 0, 0, 0, 1, 0], image.Orientation!);
        Assert.Equal([-5.0, -5.0, 12.5], image.PositionMm!);
        Assert.Equal((16, 16, 12, false), (image.Columns, image.Rows, image.BitsStored, image.IsSigned));
        Assert.Equal(("R", "AP", 0.7, 0.7, 2.5), (image.Laterality, image.View, image.SpacingRowMm, image.SpacingColumnMm, image.SliceThicknessMm));
        Assert.Equal(("F", 61.0, "SIEMENS", new DateOnly(2020, 1, 31)), (image.Sex, image.AgeYears, image.Manufacturer, image.StudyDate));
        Assert.Equal(Dimensionality.Image2D, image.Dimensionality);
    }

    [Theory]
    [InlineData("all.zip", "NOTHING_READABLE")]
    [InlineData("empty.zip", "ARCHIVE_EMPTY")]
    [InlineData("absent.zip", "SOURCE_NOT_FOUND")]
    public async Task A_source_that_brings_nothing_fails_with_a_code_and_leaves_nothing(string name, string code)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        if (name == "all.zip")
            await File.WriteAllBytesAsync(Path.Combine(host.Folder, name), MadeSets.Zip(new() { ["a.png"] = MadeFiles.Png(1)[..30], ["b.png"] = MadeFiles.Png(2)[..30] }), TestContext.Current.CancellationToken);
        if (name == "empty.zip")
            await File.WriteAllBytesAsync(Path.Combine(host.Folder, name), MadeSets.Zip([]), TestContext.Current.CancellationToken);

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(Path.Combine(host.Folder, name)));

        Assert.Equal((IngestionStatus.Failed, code), (request.Status, request.ErrorCode));
        Assert.DoesNotContain(host.Folder, request.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(await host.BlobNamesAsync());
        Assert.Empty(host.Get<WorkAreas>().List());
        if (request.VersionId is { } version)
        {
            Assert.Equal(VersionState.Abandoned, (await host.VersionAsync(version)).Version.State);
            Assert.False((await host.VersionAsync(version)).Dataset.IsActive);
            Assert.Empty(await host.FilesAsync(version));
        }
    }

    [Fact]
    public async Task The_same_source_again_is_a_new_version_only_when_its_content_changed()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "series");
        MadeSets.WriteTo(folder, MadeSets.Series());

        IngestionRequest first = await host.RunAsync(await host.RequestPathAsync(folder, "Series"));
        IngestionRequest same = await host.RunAsync(await host.RequestPathAsync(folder, "Series"));
        IngestionRequest foreign = await host.RunAsync(await host.RequestPathAsync(folder, "Series", Guid.NewGuid()));
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "a file more", TestContext.Current.CancellationToken);
        IngestionRequest more = await host.RunAsync(await host.RequestPathAsync(folder, "Series"));

        Assert.Equal((IngestionStatus.Succeeded, first.VersionId), (same.Status, same.VersionId));
        Assert.Contains("The source has not changed since version 1; no new version is made.", await host.LogAsync(same.Id));
        Assert.Equal(first.DatasetId, more.DatasetId);
        (Dataset dataset, DatasetVersion version) = await host.VersionAsync(more.VersionId!.Value);
        Assert.Equal((2, more.VersionId), (version.Number, dataset.CurrentVersionId));
        Assert.NotEqual((await host.VersionAsync(first.VersionId!.Value)).Version.ManifestSha256, version.ManifestSha256);
        (Dataset other, _) = await host.VersionAsync(foreign.VersionId!.Value);
        Assert.Equal(("series-2", Visibility.Private), (other.Slug, other.Visibility));
        Assert.Equal(11, (await host.BlobNamesAsync()).Count); // three versions, one copy
    }

    [Fact]
    public async Task A_wish_to_cancel_leaves_nothing_behind()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "series");
        MadeSets.WriteTo(folder, MadeSets.Series());
        long id = await host.RequestPathAsync(folder);
        await using (var context = await host.OpenAsync())
        {
            (await context.Ingestions.FindAsync([id], TestContext.Current.CancellationToken))!.RequestCancel();
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        IngestionRequest request = await host.RunAsync(id);

        Assert.Equal(IngestionStatus.Cancelled, request.Status);
        Assert.Empty(await host.BlobNamesAsync());
        Assert.Empty(host.Get<WorkAreas>().List());
    }

    [Fact]
    public async Task A_source_that_stops_every_attempt_is_parked()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string folder = Path.Combine(host.Folder, "series");
        MadeSets.WriteTo(folder, MadeSets.Series());
        long id = await host.RequestPathAsync(folder);
        IngestionWriter writer = host.Get<IngestionWriter>();
        for (int attempt = 0; attempt < 3; attempt++)
            await writer.BeginAsync(id, TestContext.Current.CancellationToken); // a worker that died before it stored anything

        IngestionRequest request = await host.RunAsync(id);

        Assert.Equal((IngestionStatus.Failed, "INGESTION_KEEPS_FAILING", 4), (request.Status, request.ErrorCode, request.Attempts));
    }
}
