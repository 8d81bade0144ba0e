using MedAgg.Domain.Search;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Writes searches down and gives a person's own last ones back.</summary>
public sealed class SearchHistory(IDbContextFactory<MedAggContext> contexts, TimeProvider clock)
{
    private const int MaxText = 500;
    private const int MaxAddress = 2048;

    /// <summary>Searches looked through for different ones.</summary>
    private const int LookBack = 100;

    /// <summary>Writes a search down; anonymous ones have no user. An empty question without filters is no search.</summary>
    public async Task LogAsync(SearchAddress address, SearchAnswer answer, Guid? userId, string language, double tookMs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(answer);
        if (address.Page > 1 || (address.Text.Length == 0 && address.Filters.Count == 0))
            return;

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        context.SearchLog.Add(new()
        {
            At = clock.GetUtcNow(),
            UserId = userId,
            Text = Cut(address.Text, MaxText),
            Language = language,
            Address = Cut(address.ToQuery(), MaxAddress),
            Hits = answer.Total,
            TookMs = tookMs,
        });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Different questions of a person, the last one first.</summary>
    public async Task<IReadOnlyList<RecentSearch>> RecentAsync(Guid userId, int take, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<RecentSearch> last = await context.SearchLog.AsNoTracking().Where(log => log.UserId == userId && log.Text != "")
            .OrderByDescending(log => log.Id).Take(LookBack)
            .Select(log => new RecentSearch(log.Text, log.Address, log.Hits))
            .ToListAsync(cancellationToken);
        return [.. last.DistinctBy(search => search.Text, StringComparer.OrdinalIgnoreCase).Take(take)];
    }

    // A cut inside an escape would not parse; the last whole parameter is kept.
    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(text.LastIndexOf('&', length - 1) is > 0 and var at ? at : length)];
}
