using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Scheduling;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Experiments;

/// <summary>
/// Runs the steps of a run in order. A step whose key is known is taken from the store; a step that a killed worker had begun goes on where its
/// work folder says. While data are being fetched the worker is free: the run waits in the queue.
/// </summary>
public sealed class ExperimentPipeline
{
    private readonly IReadOnlyList<IPipelineStep> _steps;
    private readonly ExperimentParts _parts;
    private readonly ExperimentOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ExperimentPipeline> _logger;

    internal ExperimentPipeline(IReadOnlyList<IPipelineStep> steps, ExperimentParts parts, IOptions<ExperimentOptions> options, TimeProvider clock, ILogger<ExperimentPipeline> logger)
    {
        _steps = steps;
        _parts = parts;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Names of the steps, first to last.</summary>
    public IReadOnlyList<string> StepNames => [.. _steps.Select(step => step.Name)];

    /// <summary>Name of the work area of a run.</summary>
    public static string WorkName(long runId) => string.Create(CultureInfo.InvariantCulture, $"run-{runId}");

    /// <summary>Runs a run that waits, or that a dead worker has left. What stands in the way is written into the row.</summary>
    /// <returns>True when the run waits for data and is to be asked again soon.</returns>
    public async Task<bool> RunAsync(long runId, CancellationToken cancellationToken)
    {
        if (await BeginAsync(runId, cancellationToken) is not ({ } keeper, { } run))
            return false;
        WorkArea work = _parts.Works.Open(WorkName(runId));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource done = new();
        Task beating = keeper.BeatAsync(_options.ProgressInterval, stop, done.Token);
        bool isWaiting = false;
        bool isOver = false; // whatever else happens, the work stays for the next attempt
        try
        {
            isWaiting = await GoAsync(run, keeper, work, stop.Token);
            isOver = !isWaiting;
        }
        catch (Exception exception) when (JobRefusal.Of(exception) is { } refusal)
        {
            await FailAsync(keeper, refusal);
            isOver = true;
        }
        catch (OperationCanceledException) when (keeper.IsCancelled)
        {
            await keeper.UpdateAsync(row => row.Cancel(_clock.GetUtcNow()), CancellationToken.None);
            Log.Cancelled(_logger, runId);
            isOver = true;
        }
        catch (OperationCanceledException) when (keeper.IsLost || cancellationToken.IsCancellationRequested)
        {
            Log.Interrupted(_logger, runId, keeper.Attempt);
        }
        finally
        {
            await done.CancelAsync();
            await beating;
            if (isOver && !keeper.IsLost)
                work.Delete();
        }

        return isWaiting;
    }

    private async Task<(RunKeeper? Keeper, Run? Run)> BeginAsync(long runId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await _parts.Contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select 1 from run where id = {runId} for no key update", cancellationToken);
        Run? run = await context.Runs.SingleOrDefaultAsync(row => row.Id == runId, cancellationToken);
        if (run is not { IsOpen: true })
            return (null, null);
        run.Begin(_clock.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        IReadOnlyList<StepState> known = StepState.FromJson(run.StepsJson);
        IReadOnlyList<StepState> steps = [.. _steps.Select(step => known.FirstOrDefault(state => state.Name == step.Name) ?? new StepState(step.Name))];
        return (new(_parts.Contexts, _parts.Changes, _clock, runId, run.Attempts, steps), run);
    }

    private async Task<bool> GoAsync(Run run, RunKeeper keeper, WorkArea work, CancellationToken cancellationToken)
    {
        if (run.CancelRequested)
        {
            await keeper.UpdateAsync(row => row.Cancel(_clock.GetUtcNow()), cancellationToken);
            return false;
        }

        if (run.Setbacks > _options.MaxSetbacks)
            throw new RefusedException("RUN_KEEPS_FAILING", $"{run.Setbacks - 1} attempts in a row ended with a dead worker; the run is left alone.");
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Parse(run.PipelineYaml, "pipeline.yaml");
        if (pipeline is null)
            throw new RefusedException(refusal!);
        StepContext context = new(pipeline, run, keeper, _parts.Store, work.Folder);
        string before = "";
        bool isRedone = false;
        foreach (IPipelineStep step in _steps)
        {
            try
            {
                string key = KeyOf(step, before, await step.SettingsAsync(context, cancellationToken));
                isRedone |= step.Name == run.RedoFrom;
                if (isRedone)
                    await _parts.Store.ForgetAsync(key, run.CreatedAt, cancellationToken);
                if (await _parts.Store.FindAsync(key, cancellationToken) is { } known)
                {
                    keeper.Start(step.Name, key);
                    keeper.Finish(step.Name, StepStanding.Cached, "taken from an earlier run with the same inputs");
                    context.Leave(step.Name, known);
                    await step.TakenAsync(context, cancellationToken);
                }
                else
                {
                    keeper.Start(step.Name, key);
                    await keeper.UpdateAsync(null, cancellationToken);
                    context.Enter(key);
                    string note = await step.RunAsync(context, cancellationToken);
                    context.Leave(step.Name, await _parts.Store.TakeAsync(key, step.Name, context.OutFolder, cancellationToken));
                    keeper.Finish(step.Name, StepStanding.Done, note);
                    Log.StepDone(_logger, run.Id, step.Name, note);
                }

                // The next steps depend on what this one and all before it made, not on how they were asked: a source may change behind its address, and two
                // datasets may hold the same pictures while each run must point at its own.
                before = FingerprintOf(before, context.Before[step.Name]);
                await keeper.UpdateAsync(null, cancellationToken);
            }
            catch (WaitingForDataException waiting)
            {
                await keeper.UpdateAsync(row => row.WaitFor(waiting.IngestionId), cancellationToken);
                return true;
            }
            catch (RefusedException exception)
            {
                keeper.Finish(step.Name, StepStanding.Failed, exception.Refusal.ToString());
                throw;
            }
        }

        byte[] metrics = await context.ReadBytesAsync("evaluate", "metrics.json", cancellationToken);
        await keeper.UpdateAsync(row => row.Succeed(Encoding.UTF8.GetString(metrics), _clock.GetUtcNow()), cancellationToken);
        Log.Succeeded(_logger, run.Id);
        return false;
    }

    private async Task FailAsync(RunKeeper keeper, Refusal refusal)
    {
        await keeper.UpdateAsync(row => row.Fail(refusal, _clock.GetUtcNow()), CancellationToken.None);
        Log.Failed(_logger, keeper.Id, refusal.Code);
    }

    private static string FingerprintOf(string before, StepOutput output)
    {
        string text = before + '\n' + string.Join('\n', output.Files.Values.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Blob} {file.Name}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string KeyOf(IPipelineStep step, string before, object settings)
    {
        string text = JsonSerializer.Serialize(new { step = step.Name, code = step.CodeVersion, before, settings }, StepStore.Json);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>What a run is made with.</summary>
internal sealed record ExperimentParts(IDbContextFactory<MedAggContext> Contexts, StepStore Store, WorkAreas Works, IChangeFeed Changes);

/// <summary>The data are still being fetched.</summary>
internal sealed class WaitingForDataException(long ingestionId) : Exception("The data of the run are being fetched.")
{
    public long IngestionId => ingestionId;
}
