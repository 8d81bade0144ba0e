using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Discovery;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Discovery;

/// <summary>Takes a question to the outside providers: stores it and hands it to the job nodes, which answer it whether or not somebody waits.</summary>
public sealed class StartProviderSearch(IDbContextFactory<MedAggContext> contexts, IEnumerable<IDatasetSearch> searches, SearchScheduler scheduler, TimeProvider clock)
{
    private const int MaxText = 400;
    private const int MaxUnfinished = 5;

    /// <returns>Id of the question, or why it is not taken.</returns>
    public async Task<(long? Id, Refusal? Refusal)> RunAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        (long? id, Refusal? refusal) = await StoreAsync(actor, text, cancellationToken);
        if (id is { } stored)
            await scheduler.EnqueueAsync(stored, cancellationToken);
        return (id, refusal);
    }

    /// <summary>Only stores it: the caller answers it itself.</summary>
    internal async Task<(long? Id, Refusal? Refusal)> StoreAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(text);
        string asked = text.Trim();
        if (!actor.MayWork)
            return (null, new(DoorCodes.SignInRequired, "Sign in to ask other services."));
        if (asked.Length == 0)
            return (null, new(DiscoveryCodes.TextMissing, "There are no words to look for."));
        if (asked.Length > MaxText)
            return (null, new(DiscoveryCodes.TextTooLong, $"The question has {asked.Length} characters; at most {MaxText} are taken."));
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        int open = await context.ProviderSearches.CountAsync(s => s.RequestedBy == actor.UserId && s.FinishedAt == null, cancellationToken);
        if (open >= MaxUnfinished && !actor.IsAdministrator)
            return (null, new(DiscoveryCodes.TooMany, $"{open} of your questions are not answered yet; {MaxUnfinished} may be open at once."));
        ProviderSearch search = new(asked, actor.UserId, searches.Select(search => search.Provider), clock.GetUtcNow());
        context.ProviderSearches.Add(search);
        await context.SaveChangesAsync(cancellationToken);
        return (search.Id, null);
    }
}
