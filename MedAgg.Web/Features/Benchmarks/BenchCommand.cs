using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary><c>bench</c>: figures as ratios to what others do on the same machine in the same run. No database, no network.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measure the product beside the tools that are installed.") { Inspect(), Train() };

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

    private static Command Train()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("train", "Train the reference nets for some epochs beside PyTorch, and their kernels beside the machine's peak.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TrainFigures figures = await TrainBench.RunAsync(cancellationToken);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(figures, JsonOutput.Options) : Text(figures));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Text(TrainFigures figures)
    {
        List<string> lines = [string.Create(CultureInfo.InvariantCulture, $"{figures.Threads} threads, {figures.InstructionSet}; PyTorch {figures.Pytorch}")];
        lines.AddRange(figures.Nets.Select(net => string.Create(CultureInfo.InvariantCulture, $"{net.Name,-16} {net.Parameters,8} parameters, {net.ImagesPerEpoch,5} images: {net.EpochSeconds:F3} s, {net.ImagesPerSecond:F0} images a second")
            + (net.RatioToPytorch is { } ratio ? string.Create(CultureInfo.InvariantCulture, $"; PyTorch {net.PytorchEpochSeconds:F3} s ({net.PytorchSetting}), ratio {ratio:F2}") : "")));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"peak of one core {figures.FmaPeakGflops:F0} GFLOP/s; 3x3 kernels reach {figures.ShareOfFmaPeak:P0} of it"));
        lines.AddRange(figures.Kernels.Select(k => string.Create(CultureInfo.InvariantCulture, $"  {k.Shape,-46} forward {k.Forward:P0}, by weights {k.WeightGradient:P0}, by input {k.InputGradient:P0}, together {k.Together:P0}")));
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
        return string.Join(Environment.NewLine, lines);
    }
}
