using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Learning.Training;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedAgg.Jobs.Experiments;

/// <summary>
/// One attempt at one run: the only writer of its row. Progress is gathered here and written by a beat, which also sees when somebody wants the
/// run to stop, or when another worker has it.
/// </summary>
internal sealed class RunKeeper(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes, TimeProvider clock, long id, int attempt, IReadOnlyList<StepState> steps)
{
    private readonly Lock _lock = new();
    private List<StepState> _steps = [.. steps];
    private bool _isDirty;
    private volatile bool _isEnded;

    public long Id => id;

    public int Attempt => attempt;

    public bool IsCancelled { get; private set; }

    public bool IsLost { get; private set; }

    public IReadOnlyList<StepState> Steps
    {
        get
        {
            lock (_lock)
                return [.. _steps];
        }
    }

    public void Change(string step, Func<StepState, StepState> change)
    {
        lock (_lock)
        {
            _steps = [.. _steps.Select(state => state.Name == step ? change(state) : state)];
            _isDirty = true;
        }
    }

    public void Start(string step, string? key) => Change(step, state => state with { Standing = StepStanding.Running, Key = key ?? state.Key, StartedAt = state.StartedAt ?? clock.GetUtcNow() });

    public void Finish(string step, StepStanding standing, string note) => Change(step, state => state with { Standing = standing, Note = note, FinishedAt = clock.GetUtcNow() });

    public void Advance(string step, long done, long? total) => Change(step, state => state with { Done = done, Total = total });

    /// <summary>Adds an epoch to the curve of a training; an epoch that is there already (after a resume) is replaced.</summary>
    public void AddEpoch(string step, string task, int seed, EpochReport epoch) => Change(step, state =>
    {
        LearningCurve curve = state.Curves.FirstOrDefault(one => one.Task == task && one.Seed == seed) ?? new(task, seed, []);
        LearningCurve longer = curve with { Epochs = [.. curve.Epochs.Where(one => one.Epoch < epoch.Epoch), epoch] };
        return state with { Curves = [.. state.Curves.Where(one => one.Task != task || one.Seed != seed), longer] };
    });

    /// <summary>Changes the row under its lock, with the steps as they are.</summary>
    /// <returns>False when another worker has the run, or it has ended.</returns>
    public async Task<bool> UpdateAsync(Action<Run>? change, CancellationToken cancellationToken)
    {
        string json;
        lock (_lock)
        {
            json = StepState.ToJson(_steps);
            _isDirty = false;
        }

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select 1 from run where id = {id} for no key update", cancellationToken);
        Run? run = await context.Runs.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (run is not { Status: RunStatus.Running } || run.Attempts != attempt)
            return false;
        run.Record(json);
        IsCancelled |= run.CancelRequested;
        change?.Invoke(run);
        _isEnded |= !run.IsOpen; // by this attempt: a beat that sees the end must not take it for another worker's
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Run, id.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        return true;
    }

    /// <summary>Beats until <paramref name="stopping"/>.</summary>
    public async Task BeatAsync(TimeSpan interval, CancellationTokenSource stop, CancellationToken stopping)
    {
        using PeriodicTimer timer = new(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await TickAsync(stop, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // the attempt is over
        }
    }

    private async Task TickAsync(CancellationTokenSource stop, CancellationToken stopping)
    {
        try
        {
            bool isOurs = _isDirty ? await UpdateAsync(null, stopping) : await LookAsync(stopping);
            IsLost |= !isOurs && !_isEnded;
            if (IsCancelled || IsLost)
                await stop.CancelAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or DbUpdateException or TimeoutException or InvalidOperationException)
        {
            return; // the next beat tries again; what counts is written by the pipeline itself
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = await context.Runs.Where(row => row.Id == id).Select(row => new { row.Status, row.Attempts, row.CancelRequested }).SingleOrDefaultAsync(cancellationToken);
        IsCancelled |= seen is { CancelRequested: true };
        return seen is { Status: RunStatus.Running } && seen.Attempts == attempt;
    }
}
