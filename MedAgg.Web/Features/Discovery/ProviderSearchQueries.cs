using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Discovery;

/// <summary>Reads questions and what was answered. Nobody sees another one's.</summary>
public sealed class ProviderSearchQueries(IDbContextFactory<MedAggContext> contexts)
{
    private const int RecentQuestions = 8;

    public static Refusal Unknown(long id) => new(DiscoveryCodes.Unknown, $"There is no question {id}.");

    public async Task<ProviderSearchView?> FindAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        ProviderSearch? search = await context.ProviderSearches.AsNoTracking().Include(s => s.Answers).SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        return search is not null && (actor.IsAdministrator || search.RequestedBy == actor.UserId) ? ProviderSearchView.Of(search) : null;
    }

    /// <summary>The last questions of this person, the newest first, each text once.</summary>
    public async Task<IReadOnlyList<RecentQuestion>> RecentAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<RecentQuestion> all = await context.ProviderSearches.AsNoTracking().Where(s => s.RequestedBy == actor.UserId).OrderByDescending(s => s.Id).Take(50)
            .Select(s => new RecentQuestion(s.Id, s.Text, s.CreatedAt)).ToListAsync(cancellationToken);
        return [.. all.DistinctBy(question => question.Text, StringComparer.OrdinalIgnoreCase).Take(RecentQuestions)];
    }
}

/// <summary>A question as a link.</summary>
public sealed record RecentQuestion(long Id, string Text, DateTimeOffset At);
