using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Gives a visitor's searches to the account that he signed in with.</summary>
public sealed class SearchOwnership(IDbContextFactory<MedAggContext> contexts)
{
    /// <returns>How many searches, past and saved, changed hands.</returns>
    public async Task<int> JoinAsync(Guid visitorId, Guid userId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        int past = await context.SearchLog.Where(log => log.VisitorId == visitorId && log.UserId == null)
            .ExecuteUpdateAsync(log => log.SetProperty(l => l.UserId, userId).SetProperty(l => l.VisitorId, (Guid?)null), cancellationToken);
        int saved = await context.SavedSearches.Where(search => search.VisitorId == visitorId && search.UserId == null)
            .ExecuteUpdateAsync(search => search.SetProperty(s => s.UserId, userId).SetProperty(s => s.VisitorId, (Guid?)null), cancellationToken);
        return past + saved;
    }
}
