using System.Formats.Tar;
using System.IO.Compression;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Tests.Inspection;
using MedAgg.Jobs.Tests.Providers;
using MedAgg.Jobs.Tests.Providers.Zenodo;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>The same source again, from address to catalogued version: what is fetched, and what is a new version.</summary>
public sealed class VersionsTests
{
    [Fact]
    public async Task A_new_version_of_a_record_fetches_only_what_is_new_in_it()
    {
        await using StubSource zenodo = await ZenodoStub.StartAsync();
        byte[] scan = MadeFiles.Png(1);
        zenodo.Record(101, "Chest CT", "v1", ("scan.png", scan), ("labels.csv", "file,finding\nscan.png,no\n"u8.ToArray())).Concept(100, 101);
        await using JobsHost host = await JobsHost.StartAsync(ProviderHost.Impatient(new() { ["Providers:Zenodo:BaseUrl"] = zenodo.Address }, zenodo));
        string concept = zenodo.Address + "/records/100";

        IngestionRequest first = await host.RunAsync(await host.RequestAsync(new() { Location = concept }));
        IngestionRequest same = await host.RunAsync(await host.RequestAsync(new() { Location = concept }));

        Assert.Equal(((string?)null, "zenodo"), (first.ErrorMessage, first.Provider));
        Assert.Equal((IngestionStatus.Succeeded, first.VersionId), (same.Status, same.VersionId));
        Assert.All(same.Stages, stage => Assert.NotEqual(StageState.Waiting, stage.State));
        Assert.Equal(1, zenodo.Asked("/records/101/files/scan.png"));
        (Dataset dataset, DatasetVersion version) = await host.VersionAsync(first.VersionId!.Value);
        Assert.Equal(("Chest CT", "zenodo", "cc-by-4.0", LicenceClass.Open), (dataset.Card.Title.En, dataset.Provider, dataset.LicenceName, dataset.LicenceClass));
        Assert.Equal(("10.5281/zenodo.101", "v1", zenodo.Address + "/records/101"), (version.Source()!.Doi, version.Source()!.Version, version.Source()!.Pin));
    }

    [Fact]
    public async Task Files_whose_checksum_stays_are_taken_over_into_the_next_version()
    {
        await using StubSource zenodo = await ZenodoStub.StartAsync();
        byte[] scan = MadeFiles.Png(1);
        zenodo.Record(101, "Chest CT", "v1", ("scan.png", scan), ("labels.csv", "file,finding\nscan.png,no\n"u8.ToArray()));
        await using JobsHost host = await JobsHost.StartAsync(ProviderHost.Impatient(new() { ["Providers:Zenodo:BaseUrl"] = zenodo.Address }, zenodo));
        IngestionSource record = new() { Location = zenodo.Address + "/records/101" };

        IngestionRequest first = await host.RunAsync(await host.RequestAsync(record));
        zenodo.Record(101, "Chest CT, corrected", "v1.1", ("scan.png", scan), ("labels.csv", "file,finding\nscan.png,yes\n"u8.ToArray()));
        IngestionRequest second = await host.RunAsync(await host.RequestAsync(record));

        Assert.Equal((null, first.DatasetId), (second.ErrorMessage, second.DatasetId));
        Assert.Equal(2, (await host.VersionAsync(second.VersionId!.Value)).Version.Number);
        Assert.Equal((1, 2), (zenodo.Asked("/records/101/files/scan.png"), zenodo.Asked("/records/101/files/labels.csv")));
        Assert.Contains("1 file(s) are the same as before and are not fetched again.", await host.LogAsync(second.Id));
        Assert.Equal(3, (await host.BlobNamesAsync()).Count);
        Assert.Equal(2, (await host.FilesAsync(first.VersionId!.Value)).Count);
    }

    [Fact]
    public async Task A_host_without_a_listing_is_asked_whether_the_file_has_changed()
    {
        await using StubSource web = await StubSource.StartAsync();
        byte[] wrapped = TarGzip(MadeSets.Classes());
        bool isChanged = false;
        web.On("/set.tar.gz", context =>
        {
            // No entity tag on the question, as behind some balancers: only the date tells.
            context.Response.Headers.LastModified = isChanged ? "Thu, 02 Jan 2025 00:00:00 GMT" : "Wed, 01 Jan 2025 00:00:00 GMT";
            if (context.Request.Headers.IfModifiedSince.ToString() == context.Response.Headers.LastModified.ToString())
            {
                context.Response.StatusCode = 304;
                return Task.CompletedTask;
            }

            context.Response.ContentType = "application/gzip";
            context.Response.ContentLength = wrapped.Length;
            return context.Response.Body.WriteAsync(wrapped).AsTask();
        });
        await using JobsHost host = await JobsHost.StartAsync(ProviderHost.Impatient([], web));
        IngestionSource source = new() { Location = web.Address + "/set.tar.gz" };

        IngestionRequest first = await host.RunAsync(await host.RequestAsync(source));
        IngestionRequest same = await host.RunAsync(await host.RequestAsync(source));
        wrapped = TarGzip(MadeSets.Series());
        isChanged = true;
        IngestionRequest changed = await host.RunAsync(await host.RequestAsync(source));

        Assert.Equal((null, first.VersionId), (same.ErrorMessage, same.VersionId));
        Assert.Contains("has not changed", (await host.LogAsync(same.Id))[^1], StringComparison.Ordinal);
        Assert.Equal((null, first.DatasetId), (changed.ErrorMessage, changed.DatasetId));
        Assert.Equal(2, (await host.VersionAsync(changed.VersionId!.Value)).Version.Number);
        // Three questions what it is, two downloads, and one that was answered with 304.
        Assert.Equal(["", "", "", "1", "", "1"], web.Log.Select(request => request.Header("If-Modified-Since") is { } since ? since[5..7].TrimStart('0') : "").Take(6));
    }

    private static byte[] TarGzip(Dictionary<string, byte[]> files)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionMode.Compress, leaveOpen: true))
        using (TarWriter tar = new(gzip))
        {
            foreach ((string path, byte[] content) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
        }

        return packed.ToArray();
    }
}
