using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Experiments;

/// <summary><c>experiment run</c>: a pipeline from a terminal, with the very use case of the page; this process works on it where no job node does.</summary>
internal static class ExperimentCommand
{
    public static Command Create(OpenToolHost open) => new("experiment", "Run experiments.") { Run(open) };

    private static Command Run(OpenToolHost open)
    {
        var file = new Argument<string>("FILE.yaml") { Description = "A pipeline; pipelines/ has some to start from." };
        var source = new Option<string?>("--source") { Description = "Address or path that is taken instead of the pipeline's own sources.", HelpName = "URL|PATH" };
        var from = new Option<string?>("--from") { Description = "Do this step and those behind it again, even when their outputs are known.", HelpName = "STEP" };
        var to = new Option<string?>("--to") { Description = "Folder for what the run leaves: report, publication pack, models, predictions.", HelpName = "DIR" };
        var dataset = new Option<string?>("--dataset") { Description = "Dataset of the catalogue that is learnt from instead, its newest version without @N.", HelpName = "SLUG[@N]" };
        var seeds = new Option<int[]>("--seeds") { Description = "Seeds of the trainings instead of the pipeline's own.", HelpName = "N", AllowMultipleArgumentsPerToken = true };
        var epochs = new Option<int?>("--epochs") { Description = "Epochs of each training instead of the pipeline's own.", HelpName = "N" };
        var name = new Option<string?>("--name") { Description = "Name of the experiment instead of the pipeline's own.", HelpName = "TEXT" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be done, or what is wrong, and begin nothing." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("run", "Run a pipeline: acquire, structure, preprocess, split, train, evaluate, report.") { file, source, dataset, name, seeds, epochs, from, to, dry, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            ExperimentOrder order = new(await ReadAsync(path, cancellationToken), Path.GetFileName(path))
            {
                Folder = Path.GetDirectoryName(path),
                Source = parsed.GetValue(source),
                Changes = ChangesOf(parsed.GetValue(dataset)) with { Name = parsed.GetValue(name), Seeds = parsed.GetValue(seeds) is { Length: > 0 } own ? own : null, Epochs = parsed.GetValue(epochs) },
            };
            await using IToolHost host = await open(parsed.GetValue(data), !parsed.GetValue(dry), cancellationToken);
            if (parsed.GetValue(dry))
                return await ForetellAsync(host.Services, order, parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(from) is { } step)
                order = order with { From = StepOf(host.Services, step) };
            StartedExperiment started = await host.Services.GetRequiredService<StartExperiment>().RunAsync(Actor.Terminal, order, cancellationToken);
            long id = started.RunId ?? throw new RefusedException(started.Refusal!);
            RunRow row = await FollowAsync(host.Services, id, cancellationToken);
            IReadOnlyList<string> artefacts = parsed.GetValue(to) is { } folder && row.Status == RunStatus.Succeeded
                ? await host.Services.GetRequiredService<RunArtefacts>().CopyAsync(row, folder, cancellationToken)
                : [];
            return await TellAsync(RunReport.Of(row) with { Artefacts = artefacts }, parsed.GetValue(json));
        });
        return command;
    }

    private static PipelineChanges ChangesOf(string? dataset)
    {
        if (dataset?.Split('@') is not { } parts)
            return new();
        int? version = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        return parts.Length == 1 || version is not null
            ? new() { Dataset = parts[0], Version = version }
            : throw new RefusedException("DATASET_UNKNOWN", $"'{dataset}' names no dataset: write its slug, or slug@number of a version.");
    }

    private static async Task<int> ForetellAsync(IServiceProvider services, ExperimentOrder order, bool json, CancellationToken cancellationToken)
    {
        ExperimentPlan plan = await services.GetRequiredService<ExperimentPlanner>().PlanAsync(Actor.Terminal, order, cancellationToken);
        if (plan.Refusal is { } refusal)
            throw new RefusedException(refusal);
        PlanReport report = PlanReport.Of(plan);
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(report, JsonOutput.Options) : $"{report.Name}: {report.Data}; {string.Join(", ", report.Tasks)}; {report.Trainings} trainings of at most {report.Epochs} epochs");
        return ExitCode.Done;
    }

    private static string StepOf(IServiceProvider services, string step)
    {
        IReadOnlyList<string> names = services.GetRequiredService<ExperimentPipeline>().StepNames;
        return names.Contains(step, StringComparer.Ordinal) ? step : throw new RefusedException("STEP_UNKNOWN", $"There is no step '{step}'; the steps are {string.Join(", ", names)}.");
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Refusal("FILE_UNREADABLE", $"{path}: {exception.Message}"), exception);
        }
    }

    private static async Task<RunRow> FollowAsync(IServiceProvider services, long id, CancellationToken cancellationToken)
    {
        ExperimentQueries queries = services.GetRequiredService<ExperimentQueries>();
        using var line = new ProgressLineWriter(Console.Error, !Console.IsErrorRedirected);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(300), services.GetRequiredService<TimeProvider>());
        try
        {
            while (true)
            {
                RunRow row = await queries.FindAsync(Actor.Terminal, id, cancellationToken) ?? throw new RefusedException(ExperimentQueries.Unknown(id));
                line.Write(Said(row));
                if (!row.IsOpen)
                    return row;
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            line.Clear();
            await Console.Error.WriteLineAsync($"Run {id} is kept: a job node goes on with it (medagg up, or medagg worker).");
            throw;
        }
    }

    private static string Said(RunRow row)
    {
        if (row.Steps.LastOrDefault(step => step.Standing == StepStanding.Running) is not { } step)
            return row.Status.ToString().ToLowerInvariant();
        string count = step.Total is { } total ? string.Create(CultureInfo.InvariantCulture, $" {step.Done} of {total}") : "";
        string epoch = step.Curves is [.., { Epochs: [.., var last] } curve]
            ? string.Create(CultureInfo.InvariantCulture, $", {curve.Task} seed {curve.Seed}, epoch {last.Epoch}: loss {last.TrainingLoss:0.000}, validation AUC {last.ValidationAuc:0.000}")
            : "";
        return $"{step.Name}{count}{epoch}";
    }

    private static async Task<int> TellAsync(RunReport report, bool json)
    {
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(report, JsonOutput.Options) : Summary(report));
        if (report.Error is { } error)
            await Console.Error.WriteLineAsync(error.ToString());
        else if (report.Status == RunStatus.Cancelled)
            await Console.Error.WriteLineAsync($"CANCELLED: run {report.RunId} was cancelled.");
        return report.Status == RunStatus.Succeeded ? ExitCode.Done : ExitCode.Refused;
    }

    private static string Summary(RunReport report)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"run {report.RunId}: {report.Status.ToString().ToLowerInvariant()}, {report.Experiment}");
        foreach (StepLine step in report.Steps)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {step.Name,-11}{step.Standing.ToString().ToLowerInvariant(),-8}{step.Seconds,7:0.0} s  {step.Note}");
        foreach (EngineLine engine in report.Engines)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {engine.Task}: {engine.Engine}{(engine.Seed is { } seed ? $" seed {seed}" : "")}: test AUC {engine.TestAuc:0.000} ({engine.CiLow:0.000}–{engine.CiHigh:0.000})");
            if (engine.Headline is { } headline)
                text.Append(CultureInfo.InvariantCulture, $"; {headline.Value} only {headline.Auc:0.000} ({headline.Low:0.000}–{headline.High:0.000}), {headline.Units} cases");
        }

        foreach (ProbeLine probe in report.Probes)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {probe.Task}: metadata alone: AUC {probe.Auc:0.000} ({probe.CiLow:0.000}–{probe.CiHigh:0.000}), by itself {string.Join(", ", probe.Columns.Take(4).Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Name} {column.Auc:0.000}")))}");
        foreach (GroupEvaluation group in report.Groups)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {group.Name}: {group.Classes.Count} classes: cnn accuracy {group.Network.Accuracy:0.000} ({group.Network.AccuracyLow:0.000}–{group.Network.AccuracyHigh:0.000}), macro AUC {group.Network.MacroAuc:0.000}; baseline accuracy {group.Baseline.Accuracy:0.000}, macro AUC {group.Baseline.MacroAuc:0.000}");
        foreach (CaveatLine caveat in report.Caveats.Where(caveat => caveat.Level > CaveatLevel.Note))
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {caveat.Level.ToString().ToUpperInvariant()} {caveat.Task}: {caveat.Code} ({string.Join(", ", caveat.Values)})");
        return text.ToString();
    }
}
