using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary><c>bench train</c>: epochs of the reference nets beside PyTorch.</summary>
internal static class TrainBenchCommand
{
    public static Command Create()
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
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"peak of one core {figures.FmaPeakGflops:F0} GFLOP/s; 3x3 kernels reach {figures.ShareOfFmaPeak:P1} of it ({figures.ShareCounts})"));
        lines.AddRange(figures.Kernels.Select(k => string.Create(CultureInfo.InvariantCulture, $"{(k.Counts ? "+" : " ")} {k.Shape,-46} forward {k.Forward:P0}, by weights {k.WeightGradient:P0}, ")
            + (k.InputGradient is { } share ? string.Create(CultureInfo.InvariantCulture, $"by input {share:P0}, ") : "by input not made, ") + string.Create(CultureInfo.InvariantCulture, $"together {k.Together:P0}")));
        return string.Join(Environment.NewLine, lines);
    }
}
