using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class FoundQueriesTests(Doors doors) : IClassFixture<Doors>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_found_is_counted_with_unknown_last_and_refusals_apart()
    {
        long version = await VersionAsync();
        FoundQueries queries = doors.Get<FoundQueries>();
        FoundSoFar found = await queries.SoFarAsync(version, Token);
        Assert.Equal((4, 6, 2), (found.Images, found.Files, found.Patients));
        Assert.Equal([new FoundCount("ct", 1), new FoundCount(null, 3)], found.Modalities);
        Assert.Equal([new FoundCount("dicom", 5), new FoundCount("corrupt", 1)], found.Kinds);

        RefusedFiles page = await queries.RefusedAsync(version, 1, 1, Token);
        Assert.Equal((2, 6), (page.Total, page.Files));
        Assert.Equal(new RefusedFile("z.bin", "corrupt", "DICOM_TRUNCATED", "z.bin ends early.", 7), Assert.Single(page.Rows));
        List<string> all = [];
        await foreach (RefusedFile file in queries.AllRefusedAsync(version, Token))
            all.Add(file.Path);
        Assert.Equal(["a.dcm", "z.bin"], all);
    }

    private async Task<long> VersionAsync()
    {
        await using MedAggContext context = await doors.OpenAsync();
        Dataset dataset = new("found", DatasetOrigin.Ingested, new(), new() { Provider = "direct" }, TimeProvider.System.GetUtcNow());
        context.Datasets.Add(dataset);
        await context.SaveChangesAsync(Token);
        DatasetVersion version = new(dataset.Id, 1, TimeProvider.System.GetUtcNow());
        context.Versions.Add(version);
        await context.SaveChangesAsync(Token);

        string?[] modalities = ["ct", null, null, null];
        foreach ((string? modality, int i) in modalities.Select((modality, i) => (modality, i)))
        {
            DatasetFile file = new() { VersionId = version.Id, Path = $"{i}.dcm", Role = FileRole.Image, Kind = "dicom", SizeBytes = 10 };
            context.Files.Add(file);
            await context.SaveChangesAsync(Token);
            context.Images.Add(new() { VersionId = version.Id, FileId = file.Id, Modality = modality, PatientKey = i == 3 ? null : i == 0 ? "P1" : "P2" });
        }

        context.Files.Add(new() { VersionId = version.Id, Path = "z.bin", Role = FileRole.Refused, Kind = "corrupt", SizeBytes = 7, RefusalCode = "DICOM_TRUNCATED", RefusalMessage = "z.bin ends early." });
        context.Files.Add(new() { VersionId = version.Id, Path = "a.dcm", Role = FileRole.Refused, Kind = "dicom", RefusalCode = "DICOM_MALFORMED", RefusalMessage = "a.dcm is wrong." });
        await context.SaveChangesAsync(Token);
        return version.Id;
    }
}
