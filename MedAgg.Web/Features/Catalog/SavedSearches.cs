using MedAgg.Domain.Search;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Localisation;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Searches that somebody keeps, and what is new in them since he last looked.</summary>
public sealed class SavedSearches(IDbContextFactory<MedAggContext> contexts, IDatasetSearch search, TimeProvider clock)
{
    /// <summary>Saved searches of one owner; each is searched again whenever the list is shown.</summary>
    public const int MaxSaved = 100;

    public const int MaxName = 200;

    /// <summary>Keeps a search; the same address twice is the same search.</summary>
    /// <returns>Its id; null when the owner has <see cref="MaxSaved"/> already, or nothing can be kept for him.</returns>
    public async Task<long?> SaveAsync(SearchOwner owner, string name, SearchAddress address, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (!owner.IsSomebody)
            return null;
        string query = KeyOf(address);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.SavedSearches.Where(owner.OwnSaved).FirstOrDefaultAsync(saved => saved.Address == query, cancellationToken) is { } same)
            return same.Id;
        if (await context.SavedSearches.Where(owner.OwnSaved).CountAsync(cancellationToken) >= MaxSaved)
            return null;
        var added = new SavedSearch(owner.UserId, owner.VisitorId, NameOf(name, query), query, Found(query, actor), clock.GetUtcNow());
        context.SavedSearches.Add(added);
        await context.SaveChangesAsync(cancellationToken);
        return added.Id;
    }

    /// <summary>All of somebody, those with something new first.</summary>
    public async Task<IReadOnlyList<SavedSearchRow>> ListAsync(SearchOwner owner, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (!owner.IsSomebody)
            return [];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<SavedSearch> saved = await context.SavedSearches.AsNoTracking().Where(owner.OwnSaved).OrderByDescending(s => s.Id).ToListAsync(cancellationToken);
        return [.. saved.Select(one => ToRow(one, actor)).OrderByDescending(row => row.New.Count > 0)];
    }

    /// <summary>The saved search of an address; null when it was not saved.</summary>
    public async Task<SavedSearchRow?> FindAsync(SearchOwner owner, SearchAddress address, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (!owner.IsSomebody)
            return null;
        string query = KeyOf(address);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SavedSearch? saved = await context.SavedSearches.AsNoTracking().Where(owner.OwnSaved).FirstOrDefaultAsync(one => one.Address == query, cancellationToken);
        return saved is null ? null : ToRow(saved, actor);
    }

    /// <summary>The owner has looked: what is found now is new no longer.</summary>
    public async Task LookAsync(SearchOwner owner, long id, Actor actor, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await OwnAsync(context, owner, id, cancellationToken) is not { } saved)
            return;
        saved.Look(Found(saved.Address, actor), clock.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task RenameAsync(SearchOwner owner, long id, string name, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await OwnAsync(context, owner, id, cancellationToken) is not { } saved)
            return;
        saved.Rename(NameOf(name, saved.Address));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task DeleteAsync(SearchOwner owner, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.SavedSearches.Where(owner.OwnSaved).Where(saved => saved.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<SavedSearch?> OwnAsync(MedAggContext context, SearchOwner owner, long id, CancellationToken cancellationToken) =>
        context.SavedSearches.Where(owner.OwnSaved).FirstOrDefaultAsync(saved => saved.Id == id, cancellationToken);

    // Page and order do not make another search.
    private static string KeyOf(SearchAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return (address with { Page = 1, Order = SearchOrder.Relevance }).ToQuery();
    }

    private static string NameOf(string name, string query)
    {
        string trimmed = name.Trim();
        string chosen = trimmed.Length > 0 ? trimmed : SearchAddress.Parse(query).Text is { Length: > 0 } text ? text : query;
        return chosen.Length > MaxName ? chosen[..MaxName] : chosen;
    }

    private SavedSearchRow ToRow(SavedSearch saved, Actor actor)
    {
        IReadOnlyList<string> found = Found(saved.Address, actor);
        HashSet<string> seen = [.. saved.Seen];
        return new(saved.Id, saved.Name, saved.Address, found.Count, [.. found.Where(slug => !seen.Contains(slug))], saved.SeenAt, saved.CreatedAt);
    }

    private IReadOnlyList<string> Found(string query, Actor actor) =>
        search.Slugs(SearchAddress.Parse(query).ToRequest(Language.Current, DatasetVisibility.Audiences(actor)));
}
