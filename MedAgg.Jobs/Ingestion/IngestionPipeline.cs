using System.Globalization;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Scheduling;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// The trip of one source, top to bottom. Each station writes its state, so that a second run starts where the first one stopped:
/// kill the worker at any moment, run again, and no file is there twice.
/// </summary>
public sealed class IngestionPipeline
{
    private readonly Stations _stations;
    private readonly IngestionWriter _writer;
    private readonly IngestionEnd _end;
    private readonly ProgressClock _beat;
    private readonly ReadAheadParts _ahead;
    private readonly WorkAreas _works;
    private readonly IngestionOptions _options;
    private readonly ILogger<IngestionPipeline> _logger;

    internal IngestionPipeline(
        Stations stations, IngestionWriter writer, IngestionEnd end, ProgressClock beat, ReadAheadParts ahead, WorkAreas works, IOptions<IngestionOptions> options, ILogger<IngestionPipeline> logger)
    {
        _stations = stations;
        _writer = writer;
        _end = end;
        _beat = beat;
        _ahead = ahead;
        _works = works;
        _options = options.Value;
        _logger = logger;
    }

    /// <summary>Name of the work area of an ingestion.</summary>
    public static string WorkName(long ingestionId) => string.Create(CultureInfo.InvariantCulture, $"ingestion-{ingestionId}");

    /// <summary>Runs an ingestion to its end, or as far as this worker lives. What the source does is written into the request; a lost database is an exception.</summary>
    public async Task RunAsync(long ingestionId, CancellationToken cancellationToken)
    {
        if (await _writer.BeginAsync(ingestionId, cancellationToken) is not { } request)
            return;
        Log.Begun(_logger, ingestionId, request.Attempts);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        WorkArea work = _works.Open(WorkName(ingestionId));
        await using ReadAhead ahead = new(_ahead, ingestionId, work, stop.Token);
        IngestionRun run = new(ingestionId, request.Attempts, request, work, new()) { Ahead = ahead };
        CancelReason cancel = new(stop);
        using CancellationTokenSource done = new();
        Task beat = _beat.BeatAsync(run, cancel, done.Token);
        try
        {
            await EndAsync(run, await TravelAsync(run, cancel, stop.Token, cancellationToken));
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(_logger, ingestionId, run.Attempt);
        }
        finally
        {
            await done.CancelAsync();
            await beat;
        }
    }

    private async Task<Outcome> TravelAsync(IngestionRun run, CancelReason cancel, CancellationToken stop, CancellationToken stopping)
    {
        try
        {
            if (run.Request.Setbacks > _options.MaxSetbacks)
                return new(new Refusal("INGESTION_KEEPS_FAILING", $"{run.Request.Setbacks - 1} attempts in a row ended without storing anything; the source is left alone."));
            if (run.Request.CancelRequested)
                return Outcome.Cancelled;
            if (run.Request.PauseRequested)
                return Outcome.Paused;

            run = await _stations.Resolve.RunAsync(run, stop);
            if (!run.Request.IsFinished)
                run = await _stations.Download.RunAsync(run, stop);
            if (run.Request.IsFinished)
                return Outcome.Arrived; // nothing new at the source
            await _stations.Unpack.RunAsync(run, stop);
            await _stations.Inspect.RunAsync(run, stop);
            await _stations.Understand.RunAsync(run, stop);
            await _stations.Catalogue.RunAsync(run, stop);
            return Outcome.Arrived;
        }
        catch (Exception exception) when (JobRefusal.Of(exception) is { } refusal)
        {
            return new(refusal);
        }
        catch (OperationCanceledException) when (cancel.IsLost)
        {
            throw new LeaseLostException(run.Id, run.Attempt);
        }
        catch (OperationCanceledException) when (cancel.IsAsked)
        {
            return Outcome.Cancelled;
        }
        catch (OperationCanceledException) when (cancel.IsPaused)
        {
            return Outcome.Paused;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return Outcome.Interrupted;
        }
    }

    private async Task EndAsync(IngestionRun run, Outcome outcome)
    {
        if (outcome == Outcome.Interrupted)
        {
            Log.Interrupted(_logger, run.Id, run.Attempt);
            return;
        }

        // The end is short and must be written even while the worker is asked to stop.
        if (outcome == Outcome.Paused && await _end.PauseAsync(run, CancellationToken.None))
            return; // what was received stays where it is
        if (outcome == Outcome.Cancelled || outcome == Outcome.Paused)
            await _end.CancelAsync(run, CancellationToken.None);
        else if (outcome.Refusal is not null)
            await _end.FailAsync(run, outcome.Refusal, CancellationToken.None);
        run.Work.Delete();
    }

    private sealed record Outcome(Refusal? Refusal)
    {
        public static Outcome Arrived { get; } = new((Refusal?)null);

        public static Outcome Cancelled { get; } = new(new Refusal("CANCELLED", "Cancelled."));

        public static Outcome Paused { get; } = new(new Refusal("PAUSED", "Paused."));

        public static Outcome Interrupted { get; } = new(new Refusal("INTERRUPTED", "Interrupted."));
    }
}

/// <summary>The stations in order.</summary>
internal sealed record Stations(
    ResolveStation Resolve, DownloadStation Download, UnpackStation Unpack, InspectStation Inspect, UnderstandStation Understand, CatalogueStation Catalogue);
