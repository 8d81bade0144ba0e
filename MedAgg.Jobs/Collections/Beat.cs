using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedAgg.Jobs.Collections;

/// <summary>Beats while a collection is built: writes how many images are done, and looks whether somebody wants it to stop.</summary>
internal sealed class Beat(CollectionWriter writer, CollectionRun run, CancellationTokenSource stop)
{
    private long _written;

    /// <summary>A user asked for it.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Another worker has the collection.</summary>
    public bool IsLost { get; private set; }

    public async Task RunAsync(TimeSpan interval, TimeProvider clock, CancellationToken stopping)
    {
        using PeriodicTimer timer = new(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await TickAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // the build is over
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        try
        {
            long done = run.Done;
            bool isOurs = done == _written
                ? await LookAsync(stopping)
                : await writer.UpdateAsync(run, (_, row) => { row.Advance(done); IsCancelled |= row.CancelRequested; return Task.CompletedTask; }, stopping);
            _written = done;
            IsLost |= !isOurs && !IsCancelled;
            if (IsCancelled || IsLost)
                await stop.CancelAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or DbUpdateException or TimeoutException or InvalidOperationException)
        {
            return; // the next beat tries again; the build itself writes what counts
        }
    }

    private async Task<bool> LookAsync(CancellationToken stopping)
    {
        (bool isOurs, bool isCancelled) = await writer.LookAsync(run, stopping);
        IsCancelled |= isCancelled;
        return isOurs;
    }
}
