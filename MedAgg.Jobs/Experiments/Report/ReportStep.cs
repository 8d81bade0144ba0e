using System.Globalization;
using System.Text;
using MedAgg.Jobs.Experiments.Evaluate;
using MedAgg.Jobs.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments.Report;

/// <summary>Writes the results for people: a page of Markdown beside the metrics.</summary>
internal sealed class ReportStep : IPipelineStep
{
    public StepName Name => StepName.Report;

    public int CodeVersion => 1;

    public Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult("");

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        File.Copy(context.File(StepName.Evaluate, EvaluateStep.FileName), context.File(EvaluateStep.FileName), overwrite: true);
        ExperimentMetrics metrics = MetricsFile.Parse(await File.ReadAllTextAsync(context.File(EvaluateStep.FileName), cancellationToken));
        await File.WriteAllTextAsync(context.File("report.md"), Page(metrics), cancellationToken);
        context.Tell(new(1, 1));
    }

    private static string Page(ExperimentMetrics metrics)
    {
        StringBuilder text = new("# Results\n\nFor research, not for diagnosis.\n\n| Part | Cases | Patients | Prevalence |\n|---|---|---|---|\n");
        foreach (PartFigures part in metrics.Parts)
            text.Append(CultureInfo.InvariantCulture, $"| {part.Part} | {part.Cases} | {(metrics.PatientsAreKnown ? part.Groups : "unknown")} | {part.Prevalence:P1} |\n");
        text.Append("\n| Engine | Seed | Test AUC (95 % CI) | Validation AUC | Against the baseline |\n|---|---|---|---|---|\n");
        foreach (EngineFigures engine in metrics.Engines)
            text.Append(CultureInfo.InvariantCulture, $"| {engine.Engine} | {engine.Seed} | {engine.TestAuc:F3} ({engine.TestAucLow:F3} to {engine.TestAucHigh:F3}) | {engine.ValidationAuc:F3} | {engine.DifferenceToBaseline:+0.000;-0.000} {(engine.DifferencePValue is { } p ? string.Create(CultureInfo.InvariantCulture, $"(p {p:F3})") : "")} |\n");
        text.Append("\n## Caveats\n\n");
        foreach (string caveat in metrics.Caveats)
            text.Append(CultureInfo.InvariantCulture, $"- {caveat}\n");
        return text.ToString();
    }
}
