using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// The only writer of requests while they run. Every write names its attempt, and a write of an attempt that is not the current one is refused:
/// a worker that was thought dead and wakes up changes nothing.
/// </summary>
internal sealed class IngestionWriter(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes, TimeProvider clock)
{
    private const int MaxRaces = 20;

    /// <summary>Takes the lease.</summary>
    /// <returns>The request as it stands now; null when it has ended, is paused or does not exist.</returns>
    public async Task<IngestionRequest?> BeginAsync(long id, CancellationToken cancellationToken)
    {
        for (int race = 0; ; race++)
        {
            await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
            IngestionRequest? request = await context.Ingestions.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
            if (request is null || request.IsFinished || request.Status == IngestionStatus.Paused)
                return null;
            request.Begin(clock.GetUtcNow());
            if (!await TrySaveAsync(context, race, cancellationToken))
                continue;
            await PublishAsync(id, cancellationToken);
            return request;
        }
    }

    /// <summary>Changes the request, in a transaction of its own.</summary>
    /// <exception cref="LeaseLostException">The attempt is not the current one any more.</exception>
    public async Task UpdateAsync(IngestionRun run, Action<IngestionRequest> change, CancellationToken cancellationToken)
    {
        for (int race = 0; ; race++)
        {
            await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
            IngestionRequest request = await LoadAsync(context, run, cancellationToken);
            change(request);
            if (!await TrySaveAsync(context, race, cancellationToken))
                continue;
            await PublishAsync(run.Id, cancellationToken);
            return;
        }
    }

    /// <summary>
    /// Writes rows and request together: the request is locked first, so neither another worker nor a screen can change it until the transaction ends.
    /// </summary>
    /// <exception cref="LeaseLostException">The attempt is not the current one any more.</exception>
    public async Task StoreAsync(IngestionRun run, Func<MedAggContext, IngestionRequest, Task> write, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select 1 from ingestion where id = {run.Id} for no key update", cancellationToken);
        IngestionRequest request = await LoadAsync(context, run, cancellationToken);
        await write(context, request);
        request.Gain();
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await PublishAsync(run.Id, cancellationToken);
    }

    /// <summary>What people want of a running request.</summary>
    public async Task<(bool Cancel, bool Pause)> WishesAsync(long id, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var wishes = await context.Ingestions.Where(i => i.Id == id).Select(i => new { i.CancelRequested, i.PauseRequested }).SingleOrDefaultAsync(cancellationToken);
        return (wishes is { CancelRequested: true }, wishes is { PauseRequested: true });
    }

    /// <summary>Adds a sentence to the log that the job page shows.</summary>
    public async Task LogAsync(IngestionRun run, StageName stage, string text, bool isProblem, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        context.IngestionLog.Add(new() { IngestionId = run.Id, At = clock.GetUtcNow(), Stage = stage, Text = text.Replace("\0", "", StringComparison.Ordinal), IsProblem = isProblem });
        await context.SaveChangesAsync(cancellationToken);
    }

    public Task PublishAsync(long id, CancellationToken cancellationToken) =>
        changes.PublishAsync(new(ChangeKind.Ingestion, id.ToString(System.Globalization.CultureInfo.InvariantCulture)), cancellationToken);

    private static async Task<IngestionRequest> LoadAsync(MedAggContext context, IngestionRun run, CancellationToken cancellationToken)
    {
        IngestionRequest? request = await context.Ingestions.SingleOrDefaultAsync(i => i.Id == run.Id, cancellationToken);
        return request is not null && request.Attempts == run.Attempt && request.Status == IngestionStatus.Running
            ? request
            : throw new LeaseLostException(run.Id, run.Attempt);
    }

    // A screen may write its wish to cancel between our reading and our writing: read again.
    private static async Task<bool> TrySaveAsync(MedAggContext context, int race, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException) when (race < MaxRaces)
        {
            return false;
        }
    }
}
