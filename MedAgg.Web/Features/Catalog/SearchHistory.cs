using MedAgg.Domain.Search;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Writes searches down and gives everybody his own back.</summary>
public sealed class SearchHistory(IDbContextFactory<MedAggContext> contexts, TimeProvider clock)
{
    private const int MaxText = 500;
    private const int MaxAddress = 2048;

    /// <summary>Searches looked through for different ones.</summary>
    private const int LookBack = 100;

    // Typing on, reloading and going back are one search.
    private static readonly TimeSpan OneSearch = TimeSpan.FromMinutes(10);

    /// <summary>Writes a search down with its filters. An empty question without filters is no search, and the same one again within minutes is not another.</summary>
    public async Task LogAsync(SearchAddress address, int hits, SearchOwner owner, string language, double tookMs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(owner);
        if (address.Page > 1 || (address.Text.Length == 0 && address.Filters.Count == 0))
            return;

        DateTimeOffset now = clock.GetUtcNow();
        string query = Cut(address.ToQuery(), MaxAddress);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (owner.IsSomebody)
        {
            DateTimeOffset since = now - OneSearch;
            string? last = await context.SearchLog.Where(owner.OwnLog).Where(log => log.At >= since).OrderByDescending(log => log.Id).Select(log => log.Address).FirstOrDefaultAsync(cancellationToken);
            if (last == query)
                return;
        }

        context.SearchLog.Add(new()
        {
            At = now,
            UserId = owner.UserId,
            VisitorId = owner.VisitorId,
            Text = Cut(address.Text, MaxText),
            Language = language,
            Address = query,
            Hits = hits,
            TookMs = tookMs,
        });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Different questions of somebody, the last one first.</summary>
    public async Task<IReadOnlyList<RecentSearch>> RecentAsync(SearchOwner owner, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (!owner.IsSomebody)
            return [];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<RecentSearch> last = await context.SearchLog.AsNoTracking().Where(owner.OwnLog).Where(log => log.Text != "")
            .OrderByDescending(log => log.Id).Take(LookBack)
            .Select(log => new RecentSearch(log.Text, log.Address, log.Hits))
            .ToListAsync(cancellationToken);
        return [.. last.DistinctBy(search => search.Text, StringComparer.OrdinalIgnoreCase).Take(take)];
    }

    /// <summary>Everything that somebody searched, the last first.</summary>
    public async Task<PastSearches> ListAsync(SearchOwner owner, int skip, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (!owner.IsSomebody)
            return new([], 0);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<SearchLog> own = context.SearchLog.AsNoTracking().Where(owner.OwnLog);
        return new(await own.OrderByDescending(log => log.Id).Skip(skip).Take(take).ToListAsync(cancellationToken), await own.CountAsync(cancellationToken));
    }

    /// <summary>Forgets one search of somebody; another's is not touched.</summary>
    public async Task ForgetAsync(SearchOwner owner, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.SearchLog.Where(owner.OwnLog).Where(log => log.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Forgets all searches of somebody.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetAllAsync(SearchOwner owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SearchLog.Where(owner.OwnLog).ExecuteDeleteAsync(cancellationToken);
    }

    // A cut inside an escape would not parse; the last whole parameter is kept.
    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(text.LastIndexOf('&', length - 1) is > 0 and var at ? at : length)];
}
