using System.Text;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Tests.Ingestion;
using MedAgg.Testing.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

/// <summary>From the name of a collection to a catalogued version, with the stub as the archives.</summary>
public sealed class TciaIngestionTests
{
    [Fact]
    public async Task A_collection_becomes_a_version_with_true_counts()
    {
        await using TciaStub stub = await TciaStub.StartAsync(MadeArchive.Of(4));
        stub.Faults.EmptyFolders.Add(stub.Archive.Series[0].Folder); // one series from NBIA among the others from the bucket
        await using JobsHost host = await StartAsync(stub);

        IngestionRequest request = await host.RunAsync(await host.RequestAsync(new() { Location = "tcia:" + MadeArchive.Collection }));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        (Dataset dataset, DatasetVersion version) = await host.VersionAsync(request.VersionId!.Value);
        Assert.Equal((8, 8, 8, 24), (version.Counts.Patients, version.Counts.Studies, version.Counts.Series, version.Counts.Images));
        Assert.Equal(("tcia", "CC BY 4.0", LicenceClass.Open), (dataset.Provider, dataset.LicenceName, dataset.LicenceClass));
        Assert.Equal(("TCIA 2, IDC v24", "10.7937/tcia.eqde-4b16"), (version.Source()!.Version, version.Source()!.Doi));
        DatasetFile sheet = Assert.Single(await host.FilesAsync(version.Id), file => file.Path == $"page/{stub.Archive.Files[0].Name}");
        Assert.Equal((FileRole.Table, null), (sheet.Role, sheet.RefusalMessage));

        // The same again: nothing is fetched, no version is made.
        int before = stub.Asked.Count(IsObject);
        IngestionRequest again = await host.RunAsync(await host.RequestAsync(new() { Location = "tcia:" + MadeArchive.Collection }));
        Assert.Equal((IngestionStatus.Succeeded, version.Id, before), (again.Status, again.VersionId, stub.Asked.Count(IsObject)));
    }

    [Fact]
    public async Task A_saved_list_on_the_server_brings_its_series()
    {
        await using TciaStub stub = await TciaStub.StartAsync(MadeArchive.Of(3));
        await using JobsHost host = await StartAsync(stub);
        string list = Path.Combine(host.Folder, "mine.tcia");
        string[] lines = ["downloadServerUrl=https://nbia.cancerimagingarchive.net/nbia-download/servlet/DownloadServlet", "includeAnnotation=true", "noOfrRetry=4", "databasketId=manifest-1.tcia", "manifestVersion=3.0", "ListOfSeriesToDownload=", .. stub.Archive.Series.Take(2).Select(series => series.SeriesUid)];
        await File.WriteAllTextAsync(list, string.Join("\r\n", lines), Encoding.UTF8, TestContext.Current.CancellationToken);

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(list));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        (_, DatasetVersion version) = await host.VersionAsync(request.VersionId!.Value);
        Assert.Equal((2, 2, 6), (version.Counts.Patients, version.Counts.Series, version.Counts.Images));
    }

    [Fact]
    public async Task A_balanced_part_is_what_was_asked_for()
    {
        await using TciaStub stub = await TciaStub.StartAsync(MadeArchive.Of(6));
        await using JobsHost host = await StartAsync(stub);
        SourceChoice choice = new() { PerClass = 3, Seed = 2 };

        IngestionRequest request = await host.RunAsync(await host.RequestAsync(new() { Location = "tcia:" + MadeArchive.Collection, ChoiceJson = choice.ToJson() }));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        (_, DatasetVersion version) = await host.VersionAsync(request.VersionId!.Value);
        Assert.Equal(6, version.Counts.Patients);
        Assert.Contains(await host.LogAsync(request.Id), line => line.StartsWith("CLASSES_FROM", StringComparison.Ordinal));
    }

    private static bool IsObject(string asked) => asked.Contains(".dcm", StringComparison.Ordinal) || asked.Contains("getImage", StringComparison.Ordinal);

    private static Task<JobsHost> StartAsync(TciaStub stub) => JobsHost.StartAsync(new(stub.Settings) { ["Fetching:RetryDelay"] = "00:00:00.010" });
}
