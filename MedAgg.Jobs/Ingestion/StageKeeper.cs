using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Opens and closes stations: what is done stays done, what was interrupted goes on with its counters.</summary>
internal sealed class StageKeeper(IngestionWriter writer, TimeProvider clock)
{
    public static bool IsDone(IngestionRun run, StageName name) => run.Request.Stage(name).State is StageState.Done or StageState.NotNeeded;

    /// <param name="run">The attempt.</param>
    /// <param name="name">The station.</param>
    /// <param name="known">What earlier attempts have stored of it already.</param>
    public async Task StartAsync(IngestionRun run, StageName name, IngestionStage known, CancellationToken cancellationToken)
    {
        IngestionStage stage = known with { Name = name, State = StageState.Running, StartedAt = BeginOf(run.Request.Stage(name)) };
        run.Progress.Start(stage);
        await writer.UpdateAsync(run, request => request.Advance(stage), cancellationToken);
    }

    // The time of a pause is not the station's: its begin moves by it, so that rates and times stay those of the work.
    private DateTimeOffset BeginOf(IngestionStage before)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return before is { State: StageState.Paused, StartedAt: { } began, FinishedAt: { } stopped } ? now - (stopped - began) : before.StartedAt ?? now;
    }

    /// <summary>The closing entry of the running station, to be written together with its last rows.</summary>
    public IngestionStage Close(IngestionRun run, StageState state = StageState.Done)
    {
        IngestionStage stage = run.Progress.Current ?? throw new InvalidOperationException($"No station of ingestion {run.Id} is running.");
        run.Progress.Stop();
        return stage with { State = state, Total = stage.Total ?? stage.Done, FinishedAt = clock.GetUtcNow() };
    }

    public async Task FinishAsync(IngestionRun run, CancellationToken cancellationToken, StageState state = StageState.Done)
    {
        IngestionStage closed = Close(run, state);
        await writer.UpdateAsync(run, request => { request.Advance(closed); request.Gain(); }, cancellationToken);
    }
}
