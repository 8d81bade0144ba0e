using System.Globalization;
using System.Text.Json.Nodes;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Ingests a ZIP of CT slices from loopback into an empty installation, beside <c>unzip -t</c> of the same file.</summary>
internal static class IngestBench
{
    public static async Task<IngestFigures> RunAsync(string folder, int files, bool withPeers, CancellationToken cancellationToken)
    {
        BenchArchive archive = await BenchArchive.PrepareAsync(folder, files, cancellationToken);
        double? before = await UnzipPeers.TestAsync(archive.Path, cancellationToken);
        (JsonNode report, long peak) = await IngestAsync(folder, archive, cancellationToken);
        double? after = await UnzipPeers.TestAsync(archive.Path, cancellationToken);
        double? loop = withPeers ? await UnzipPeers.ReadAsync(archive.Path, Path.Combine(folder, "unzipped"), cancellationToken) : null;

        double seconds = Seconds(report, "created_at", "finished_at");
        double? test = before < after ? before : after ?? before;
        return new()
        {
            Files = archive.Files,
            ArchiveBytes = archive.Bytes,
            UnpackedBytes = archive.UnpackedBytes,
            Seconds = seconds,
            StageSeconds = report["stages"]!.AsArray().ToDictionary(stage => stage!["name"]!.GetValue<string>(), stage => Seconds(stage!, "started_at", "finished_at")),
            PeakRssBytes = peak,
            CataloguedImages = report["counts"]!["images"]!.GetValue<int>(),
            UnzipTestSeconds = test,
            RatioToUnzipTest = seconds / test,
            Peers = loop is { } peer ? new Dictionary<string, double> { ["unzip_pydicom"] = peer } : [],
        };
    }

    private static async Task<(JsonNode Report, long PeakBytes)> IngestAsync(string folder, BenchArchive archive, CancellationToken cancellationToken)
    {
        BenchArchive warmUp = await BenchArchive.PrepareAsync(folder, BenchNode.WarmUpFiles, cancellationToken);
        // The same slices under several names: each is a source of its own.
        List<string> names = [.. Enumerable.Range(1, BenchNode.WarmUps).Select(round => string.Create(CultureInfo.InvariantCulture, $"warm-up-{round}.zip"))];
        string measured = Path.GetFileName(archive.Path);
        await using BenchSource source = await BenchSource.StartAsync(
            names.Select(name => (name, warmUp.Path)).Append((measured, archive.Path)).ToDictionary(), cancellationToken);
        using var installation = BenchInstallation.Create(folder, source.Host);
        (JsonNode report, _, long peak) = await installation.RunAsync(["bench", "ingest", installation.Folder, BenchNode.Option, .. names.Append(measured).Select(source.UrlOf)], cancellationToken);
        return (report, peak);
    }

    private static double Seconds(JsonNode node, string from, string to) =>
        node[from] is { } begin && node[to] is { } end ? (end.GetValue<DateTimeOffset>() - begin.GetValue<DateTimeOffset>()).TotalSeconds : 0;
}
