using MedAgg.Domain.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Beats while an ingestion runs: writes progress that moved, and looks whether somebody wants it to stop or to wait.</summary>
internal sealed class ProgressClock(IngestionWriter writer, IOptions<IngestionOptions> options, TimeProvider clock, ILogger<ProgressClock> logger)
{
    /// <param name="run">The attempt.</param>
    /// <param name="cancel">Cancelled when a user asks for it or for a pause, or when the lease is lost.</param>
    /// <param name="stopping">Ends the beat.</param>
    public async Task BeatAsync(IngestionRun run, CancelReason cancel, CancellationToken stopping)
    {
        using PeriodicTimer timer = new(options.Value.ProgressInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await TickAsync(run, cancel, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // the run is over
        }
    }

    private async Task TickAsync(IngestionRun run, CancelReason cancel, CancellationToken stopping)
    {
        try
        {
            if (run.Progress.TakeChange() is { } moved)
                await writer.UpdateAsync(run, request => Advance(request, moved), stopping);
            (bool isCancelled, bool isPaused) = await writer.WishesAsync(run.Id, stopping);
            if (isCancelled)
                await cancel.AskAsync();
            else if (isPaused)
                await cancel.PauseAsync();
        }
        catch (LeaseLostException)
        {
            await cancel.LoseAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or DbUpdateException or TimeoutException or InvalidOperationException)
        {
            Log.ProgressLost(logger, run.Id, exception); // the stations write what counts, and fail if they cannot
        }
    }

    // The station may have ended since the counters were taken: what is closed stays closed.
    private static void Advance(IngestionRequest request, IngestionStage moved)
    {
        if (request.Stage(moved.Name).State == StageState.Running)
            request.Advance(moved);
    }
}

/// <summary>Why a run is stopped before its end.</summary>
internal sealed class CancelReason(CancellationTokenSource source)
{
    public bool IsAsked { get; private set; }

    public bool IsPaused { get; private set; }

    public bool IsLost { get; private set; }

    public Task AskAsync()
    {
        IsAsked = true;
        return source.CancelAsync();
    }

    public Task PauseAsync()
    {
        IsPaused = true;
        return source.CancelAsync();
    }

    public Task LoseAsync()
    {
        IsLost = true;
        return source.CancelAsync();
    }
}
