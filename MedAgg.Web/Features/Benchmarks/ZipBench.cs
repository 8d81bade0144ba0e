using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Builds a collection of all images of a dataset, beside <c>cp</c> and <c>unzip -t</c> of the archive that comes out.</summary>
internal static class ZipBench
{
    public static async Task<ZipFigures> RunAsync(string folder, int files, CancellationToken cancellationToken)
    {
        BenchArchive archive = await BenchArchive.PrepareAsync(folder, files, cancellationToken);
        using var installation = BenchInstallation.Create(folder, null);
        (JsonNode ingested, _, _) = await installation.RunAsync(["ingest", Path.GetFullPath(archive.Path), "--name", "bench", "--wait", "--json", "--data", installation.Folder], cancellationToken);
        string recipe = Path.Combine(installation.Folder, "recipe.json");
        string target = Path.Combine(installation.Folder, "built.zip");
        JsonObject wish = new()
        {
            ["name"] = "bench",
            ["sources"] = new JsonArray(new JsonObject { ["dataset"] = ingested["dataset"]!.GetValue<string>() }),
        };
        await File.WriteAllTextAsync(recipe, wish.ToJsonString(), cancellationToken);
        (JsonNode built, _, long peak) = await installation.RunAsync(["build", recipe, "--to", target, "--json", "--data", installation.Folder], cancellationToken);
        double seconds = built["build_seconds"]!.GetValue<double>();
        double copied = Math.Min(await CopyAsync(target, cancellationToken), await CopyAsync(target, cancellationToken));
        double? tested = await UnzipPeers.TestAsync(target, cancellationToken);
        return new()
        {
            Files = archive.Files,
            ArchiveBytes = new FileInfo(target).Length,
            Seconds = seconds,
            PeakRssBytes = peak,
            CopySeconds = copied,
            RatioToCopy = seconds / copied,
            UnzipTestSeconds = tested,
            RatioToUnzipTest = seconds / tested,
        };
    }

    private static async Task<double> CopyAsync(string file, CancellationToken cancellationToken)
    {
        string copy = file + ".copy";
        try
        {
            long began = Stopwatch.GetTimestamp();
            using var process = Process.Start("cp", [file, copy]);
            await process.WaitForExitAsync(cancellationToken);
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
