using MedAgg.Domain.Experiments;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Evaluate;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Jobs.Fetching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedAgg.Jobs.Experiments;

/// <summary>
/// Takes a run to its end, or as far as this worker lives. Finished steps and epochs stay on the disk, so that the next attempt goes on where this
/// one stops.
/// </summary>
public sealed class ExperimentRunner
{
    private readonly ExperimentWriter _writer;
    private readonly PipelineRunner _pipelines;
    private readonly ExperimentOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ExperimentRunner> _logger;

    internal ExperimentRunner(ExperimentWriter writer, PipelineRunner pipelines, IOptions<ExperimentOptions> options, TimeProvider clock, ILogger<ExperimentRunner> logger)
    {
        _writer = writer;
        _pipelines = pipelines;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Runs a stored run. What stands in the way is written into its row; a lost database is an exception.</summary>
    public async Task RunAsync(long runId, CancellationToken cancellationToken)
    {
        if (await _writer.FindAsync(runId, cancellationToken) is not { } found || !await _writer.UpdateAsync(runId, run => run.Begin(_clock.GetUtcNow()), cancellationToken))
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource done = new();
        LiveProgress progress = new(ExperimentProgress.Parse(found.Run.StepsJson) with { Steps = [], Curves = [] }, _clock);
        Task beat = BeatAsync(runId, progress, stop, done.Token);
        Refusal? refusal = null;
        string? metrics = null;
        bool isStopped = false;
        try
        {
            metrics = await GoAsync(found.Experiment, progress, stop.Token);
        }
        catch (RefusedException exception)
        {
            refusal = exception.Refusal;
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            refusal = new(SourceCodes.DiskFull, "There is no room left on the disk of this node; make room and run again.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            isStopped = true;
        }
        finally
        {
            await done.CancelAsync();
        }

        await beat;
        if (isStopped)
            Log.Stopped(_logger, runId);
        else
            await EndAsync(runId, progress, metrics, refusal);
    }

    private async Task<string> GoAsync(Experiment experiment, LiveProgress progress, CancellationToken cancellationToken)
    {
        (Pipeline? pipeline, Refusal? refusal) = PipelineReader.Read(experiment.PipelineYaml, experiment.Slug);
        if (pipeline is null)
            throw new RefusedException(refusal!);
        ExperimentProgress start = progress.Current;
        StepCache cache = new(Path.GetFullPath(_options.Folder));
        // Steps compute for minutes without waiting: not on the thread that beats.
        IReadOnlyDictionary<StepName, string> folders = await Task.Run(
            () => _pipelines.RunAsync(pipeline, start.BaseFolder, cache, start.From, progress.Take, cancellationToken), cancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(folders[StepName.Evaluate], EvaluateStep.FileName), cancellationToken);
    }

    private async Task EndAsync(long runId, LiveProgress progress, string? metrics, Refusal? refusal)
    {
        await _writer.UpdateAsync(
            runId,
            run =>
            {
                run.Record(progress.Current.ToJson());
                if (refusal is null)
                    run.Succeed(metrics!, _clock.GetUtcNow());
                else
                    run.Fail(refusal, _clock.GetUtcNow());
            },
            CancellationToken.None);
        if (refusal is null)
            Log.Finished(_logger, runId);
        else
            Log.Failed(_logger, runId, refusal.Code);
    }

    /// <summary>Writes what is new; stops the work when a user has cancelled the run.</summary>
    private async Task BeatAsync(long runId, LiveProgress progress, CancellationTokenSource stop, CancellationToken ended)
    {
        using PeriodicTimer timer = new(_options.ProgressInterval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    string json = progress.Current.ToJson();
                    if (!await _writer.UpdateAsync(runId, run => run.Record(json), ended))
                        await stop.CancelAsync();
                }
                catch (Exception exception) when (exception is NpgsqlException or DbUpdateException or TimeoutException)
                {
                    Log.BeatMissed(_logger, runId, exception.Message);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return; // the work has ended
        }
    }

    /// <summary>The newest state, written by the working thread and read by the beat.</summary>
    private sealed class LiveProgress(ExperimentProgress start, TimeProvider clock)
    {
        private readonly Lock _gate = new();
        private ExperimentProgress _current = start;

        public ExperimentProgress Current
        {
            get
            {
                lock (_gate)
                    return _current;
            }
        }

        public void Take(StepState state)
        {
            lock (_gate)
                _current = _current.With(state, clock.GetUtcNow());
        }
    }
}
