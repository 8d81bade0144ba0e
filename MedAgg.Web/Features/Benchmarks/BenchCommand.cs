using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary><c>bench</c>: figures as ratios to what others do on the same machine in the same run. No network but loopback.</summary>
internal static class BenchCommand
{
    public static Command Create(OpenToolHost open) => new("bench", "Measure the product beside the tools that are installed.")
    {
        Inspect(),
        SearchBenchCommand.Create(),
        TrainBenchCommand.Create(),
        Ingest(open),
        Zip(),
    };

    private static Command Inspect()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder with DICOM files (*.dcm); 5,000 CT slices are made in it when it holds none." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var cold = new Option<bool>(InspectBench.ColdOption) { Hidden = true };
        var command = new Command("inspect", "Read DICOM headers, cold and warm, on one thread and two.") { folder, json, cold };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(folder);
            if (parsed.GetValue(cold))
            {
                Console.WriteLine(InspectBench.ColdPass(path, cancellationToken).ToString("R", CultureInfo.InvariantCulture));
                return ExitCode.Done;
            }

            InspectFigures figures = await InspectBench.RunAsync(path, cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(figures, JsonOutput.Options) : Text(figures));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Ingest(OpenToolHost open)
    {
        (Argument<string> folder, Option<int> files, Option<bool> json) = ArchiveOptions();
        var peers = new Option<bool>("--peers") { Description = "Also time unzip to a folder and a pydicom loop over it." };
        var node = new Option<string[]>(BenchNode.Option) { Hidden = true, AllowMultipleArgumentsPerToken = true };
        var command = new Command("ingest", "Ingest a ZIP of CT slices from loopback, beside unzip -t of the same file.") { folder, files, peers, json, node };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(node) is { Length: > 0 } sources)
            {
                Console.WriteLine(JsonSerializer.Serialize(await BenchNode.RunAsync(open, parsed.GetRequiredValue(folder), sources, cancellationToken), JsonOutput.Options));
                return ExitCode.Done;
            }

            IngestFigures figures = await IngestBench.RunAsync(parsed.GetRequiredValue(folder), parsed.GetValue(files), parsed.GetValue(peers), cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(figures, JsonOutput.Options) : Text(figures));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Zip()
    {
        (Argument<string> folder, Option<int> files, Option<bool> json) = ArchiveOptions();
        var command = new Command("zip", "Build a collection of CT slices, beside cp of the archive that comes out.") { folder, files, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ZipFigures figures = await ZipBench.RunAsync(parsed.GetRequiredValue(folder), parsed.GetValue(files), cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(figures, JsonOutput.Options) : Text(figures));
            return ExitCode.Done;
        });
        return command;
    }

    private static (Argument<string> Folder, Option<int> Files, Option<bool> Json) ArchiveOptions()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder for the archive, which is made when it is not there, and for an installation of the run.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "medagg-bench") };
        var files = new Option<int>("--files") { Description = "CT slices in the archive, half a megabyte each.", DefaultValueFactory = _ => BenchSlices.Count };
        files.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--files: from 1 to 100000.");
        });
        return (folder, files, new("--json") { Description = "Print one JSON object." });
    }

    private static string Text(IngestFigures figures)
    {
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{figures.Files} files, {figures.ArchiveBytes} bytes packed, {figures.UnpackedBytes} unpacked; {figures.CataloguedImages} images catalogued"),
            string.Create(CultureInfo.InvariantCulture, $"ingest     {figures.Seconds,8:F2} s ({string.Join(", ", figures.StageSeconds.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Key} {stage.Value:F2}")))})"),
            string.Create(CultureInfo.InvariantCulture, $"memory     {figures.PeakRssBytes / 1e6,8:F0} MB at most"),
        ];
        if (figures.UnzipTestSeconds is { } test)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"unzip -t   {test,8:F2} s: ingest takes {figures.RatioToUnzipTest:F2} × as long"));
        lines.AddRange(figures.Peers.Select(peer => string.Create(CultureInfo.InvariantCulture, $"{peer.Key,-10} {peer.Value,8:F2} s: ingest takes {figures.Seconds / peer.Value:F2} × as long")));
        return string.Join(Environment.NewLine, lines);
    }

    private static string Text(ZipFigures figures)
    {
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{figures.Files} files, {figures.ArchiveBytes} bytes"),
            string.Create(CultureInfo.InvariantCulture, $"build      {figures.Seconds,8:F2} s, {figures.PeakRssBytes / 1e6:F0} MB at most"),
            string.Create(CultureInfo.InvariantCulture, $"cp         {figures.CopySeconds,8:F2} s: the build takes {figures.RatioToCopy:F2} × as long"),
        ];
        if (figures.UnzipTestSeconds is { } test)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"unzip -t   {test,8:F2} s: the build takes {figures.RatioToUnzipTest:F2} × as long"));
        return string.Join(Environment.NewLine, lines);
    }

    private static string Text(InspectFigures figures)
    {
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{figures.Files} files of {figures.TopLevelElementsPerFile:F0} elements, {figures.Refused} refused"),
            string.Create(CultureInfo.InvariantCulture, $"warm       {figures.FilesPerCpuSecond,10:F0} files in a second of processor time, {figures.AllocatedBytesPerFile:F0} bytes allocated a file"),
            string.Create(CultureInfo.InvariantCulture, $"cold       {figures.ColdFilesPerCpuSecond,10:F0}"),
            string.Create(CultureInfo.InvariantCulture, $"two threads: {figures.TwoThreadSpeedup:F2} × one by the clock, {figures.TwoThreadCpuSpeedup:F2} × by processor time"),
        ];
        lines.AddRange(figures.Peers.Select(peer => string.Create(CultureInfo.InvariantCulture, $"{peer.Key,-20} {peer.Value:F0} (warm is {figures.FilesPerCpuSecond / peer.Value:F1} ×, cold {figures.ColdFilesPerCpuSecond / peer.Value:F1} ×)")));
        lines.AddRange(figures.PeersAbsent.Select(name => $"{name,-20} is not installed"));
        PackedHeaderFigures zip = figures.Zip;
        string beside = zip.UnzipTestCpuSeconds is { } test
            ? string.Create(CultureInfo.InvariantCulture, $"unzip -t takes {test:F2} s: {zip.HeadersRatioToUnzipTest:F3} and {zip.WholeRatioToUnzipTest:F2} of it")
            : "unzip is not installed";
        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"in a ZIP: {zip.Entries} slices of {zip.UnpackedBytes >> 20} MiB, headers alone {zip.HeadersCpuSeconds:F3} s, every byte with CRC and SHA-256 {zip.WholeCpuSeconds:F2} s; {beside}"));
        return string.Join(Environment.NewLine, lines);
    }
}
