using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Experiments.Evaluate;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Experiments;

/// <summary><c>experiment run</c>: runs a pipeline file as a job, and follows it to its end.</summary>
internal static class ExperimentCommand
{
    public static Command Create(OpenToolHost open) => new("experiment", "Reproducible experiments.") { Run(open) };

    private static Command Run(OpenToolHost open)
    {
        var file = new Argument<string>("FILE.yaml") { Description = "The pipeline." };
        var from = new Option<StepName?>("--from") { Description = "First step that is done again though its files are there.", HelpName = "STEP" };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("run", "Run a pipeline; works on it itself when no job node does.") { file, from, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (!File.Exists(path))
                throw new RefusedException("PIPELINE_NOT_FOUND", $"There is no file {Path.GetFileName(path)}.");
            string yaml = await File.ReadAllTextAsync(path, cancellationToken);
            await using IToolHost host = await open(parsed.GetValue(data), true, cancellationToken);
            long id = await host.Services.GetRequiredService<StartExperiment>()
                .RunAsync(Actor.Terminal, yaml, Path.GetFileName(path), Path.GetDirectoryName(path)!, parsed.GetValue(from), cancellationToken);
            RunView run = await FollowAsync(host.Services, id, cancellationToken);
            return await TellAsync(host.Services, run, parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<RunView> FollowAsync(IServiceProvider services, long id, CancellationToken cancellationToken)
    {
        ExperimentQueries queries = services.GetRequiredService<ExperimentQueries>();
        TimeProvider clock = services.GetRequiredService<TimeProvider>();
        using var line = new ProgressLineWriter(Console.Error, !Console.IsErrorRedirected);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(300), clock);
        try
        {
            while (true)
            {
                RunView run = await queries.FindAsync(id, cancellationToken) ?? throw new RefusedException("RUN_UNKNOWN", $"There is no run {id}.");
                if (run.IsFinished)
                    return run;
                line.Write(Said(ExperimentProgress.Parse(run.StepsJson)));
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

    private static string Said(ExperimentProgress progress)
    {
        if (progress.Steps is not [.., var step])
            return "waiting";
        string total = step.Total is { } all ? $" of {all}" : "";
        string epoch = progress.Curves is [.., var last] && step.Step == StepName.Train
            ? FormattableString.Invariant($", seed {last.Seed} epoch {last.Epoch}: loss {last.TrainingLoss:F4}, validation AUC {last.ValidationAuc:F4}")
            : "";
        return $"{step.Step.ToString().ToLowerInvariant()}: {step.Done}{total}{epoch}";
    }

    private static async Task<int> TellAsync(IServiceProvider services, RunView run, bool json)
    {
        RunReport report = ReportOf(run, services.GetRequiredService<IOptions<ExperimentOptions>>().Value.Folder);
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(report, JsonOutput.Options) : Text(report));
        if (run.Status == RunStatus.Failed)
            await Console.Error.WriteLineAsync($"{run.ErrorCode}: {run.ErrorMessage}");
        else if (run.Status == RunStatus.Cancelled)
            await Console.Error.WriteLineAsync($"CANCELLED: run {run.Id} was cancelled.");
        return run.Status == RunStatus.Succeeded ? ExitCode.Done : ExitCode.Refused;
    }

    private static RunReport ReportOf(RunView run, string folder)
    {
        ExperimentProgress progress = ExperimentProgress.Parse(run.StepsJson);
        ExperimentMetrics? metrics = run.MetricsJson is null ? null : MetricsFile.Parse(run.MetricsJson);
        return new(
            run.Id, run.Status.ToString().ToLowerInvariant(), (run.FinishedAt - run.StartedAt)?.TotalSeconds,
            [.. (metrics?.Engines ?? []).Select(e => new EngineLine(e.Engine, e.Seed, e.TestAuc, [e.TestAucLow, e.TestAucHigh], e.ValidationAuc, e.DifferenceToBaseline, e.DifferencePValue))],
            metrics?.Seeds, metrics?.Parts ?? [], metrics?.Caveats ?? [],
            progress.Steps.ToDictionary(step => step.Step, step => step.Phase),
            progress.Steps.Where(step => step.Phase != StepPhase.Running).ToDictionary(step => step.Step, step => Path.Combine(Path.GetFullPath(folder), step.Key)));
    }

    private static string Text(RunReport report)
    {
        List<string> lines = [FormattableString.Invariant($"run {report.RunId}: {report.Status} in {report.Seconds:F0} s")];
        lines.AddRange(report.Engines.Select(e => FormattableString.Invariant(
            $"{e.Engine,-10} seed {e.Seed}: test AUC {e.TestAuc:F3} ({e.TestAucCi95[0]:F3} to {e.TestAucCi95[1]:F3}), validation {e.ValidationAuc:F3}")));
        lines.AddRange(report.Caveats.Select(caveat => $"! {caveat}"));
        return string.Join(Environment.NewLine, lines);
    }
}
