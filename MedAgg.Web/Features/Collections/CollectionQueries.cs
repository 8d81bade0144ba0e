using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Collections;

/// <summary>Asks about collections. What the reader may not see does not exist for him.</summary>
public sealed class CollectionQueries(IDbContextFactory<MedAggContext> contexts)
{
    private const int MaxEvents = 50;

    /// <summary>Knows capital and small letters of every script; a database made with locale C knows only English ones.</summary>
    private const string Letters = "und-x-icu";

    internal static Refusal Unknown(long id) => new(CollectionCodes.NotFound, $"There is no collection {id}.");

    /// <summary>One page of the reader's collections and those of his teams, newest first.</summary>
    public async Task<CollectionList> ListAsync(Actor actor, CollectionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Collection> mine = Mine(context, actor);
        long all = await mine.LongCountAsync(cancellationToken);
        long bytes = await mine.Where(c => c.Status == CollectionStatus.Ready).SumAsync(c => c.ArchiveBytes ?? 0, cancellationToken);

        IQueryable<Collection> fitting = filter.Text.Length == 0 ? mine : mine.Where(Fits(filter.Text));
        Dictionary<CollectionStatus, long> byStatus = await fitting.GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        IReadOnlyList<CollectionStatus> wanted = CollectionStates.Of(filter.State);
        List<Collection> page = await fitting.Where(c => wanted.Contains(c.Status)).OrderByDescending(c => c.Id)
            .Skip((filter.Page - 1) * CollectionFilter.PageSize).Take(CollectionFilter.PageSize).ToListAsync(cancellationToken);
        return new(
            await NameAsync(context, actor, page, cancellationToken),
            Enum.GetValues<CollectionState>().ToDictionary(state => state, state => CollectionStates.Of(state).Sum(status => byStatus.GetValueOrDefault(status))),
            all,
            bytes);
    }

    /// <summary>One collection; null when there is none or the reader may not see it.</summary>
    public async Task<CollectionRow?> FindAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await StoredAsync(context, actor, id, cancellationToken) is { } collection
            ? (await NameAsync(context, actor, [collection], cancellationToken))[0]
            : null;
    }

    /// <summary>The recipe of a collection as it is stored and hashed; null when there is none to see.</summary>
    public async Task<string?> RecipeAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await StoredAsync(context, actor, id, cancellationToken))?.RecipeJson;
    }

    /// <summary>What happened to a collection, newest first. Callers have checked that the reader may see it.</summary>
    public async Task<IReadOnlyList<CollectionEvent>> HistoryAsync(CollectionRow collection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        string subject = collection.Id.ToString(CultureInfo.InvariantCulture);
        var events = await context.AuditEvents.AsNoTracking()
            .Where(e => e.SubjectKind == ChangeKind.Collection && e.SubjectId == subject)
            .OrderByDescending(e => e.Id).Take(MaxEvents)
            .Select(e => new
            {
                e.At,
                e.Action,
                e.DetailJson,
                Actor = context.Users.Where(user => user.Id == e.ActorId).Select(user => user.DisplayName == "" ? user.UserName : user.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        List<CollectionEvent> told = [.. events.Select(e => new CollectionEvent(e.At, e.Action, e.Actor, e.Action == CollectionAudit.Built ? ImagesOf(e.DetailJson) : null))];

        // The row itself tells of its last expiry where nobody has written it down.
        if (collection is { Status: CollectionStatus.Expired, ExpiresAt: { } end } && told.TrueForAll(e => e.Action != CollectionAudit.Expired || e.At < end))
            told.Insert(0, new(end, CollectionAudit.Expired, null, null));
        return told;
    }

    private static long? ImagesOf(string? detail)
    {
        if (detail is null)
            return null;

        using var document = JsonDocument.Parse(detail);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("images", out JsonElement images) && images.TryGetInt64(out long count)
            ? count
            : null;
    }

    private static IQueryable<Collection> Mine(MedAggContext context, Actor actor)
    {
        long?[] teams = [.. actor.Teams.Keys];
        return context.Collections.AsNoTracking().Where(c => c.OwnerId == actor.UserId || teams.Contains(c.TeamId));
    }

    // Slugs and titles of the sources stand in the recipe.
    private static System.Linq.Expressions.Expression<Func<Collection, bool>> Fits(string text)
    {
        string pattern = "%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return c => EF.Functions.ILike(EF.Functions.Collate(c.Name, Letters), pattern, "\\") || EF.Functions.ILike(EF.Functions.Collate(c.RecipeJson, Letters), pattern, "\\");
    }

    private static async Task<Collection?> StoredAsync(MedAggContext context, Actor actor, long id, CancellationToken cancellationToken)
    {
        Collection? collection = await context.Collections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        return collection is not null && actor.MaySee(collection.OwnerId, collection.TeamId) ? collection : null;
    }

    private static async Task<IReadOnlyList<CollectionRow>> NameAsync(MedAggContext context, Actor actor, IReadOnlyList<Collection> collections, CancellationToken cancellationToken)
    {
        Guid?[] people = [.. collections.Select(c => c.OwnerId).Distinct()];
        long?[] teams = [.. collections.Select(c => c.TeamId).Distinct()];
        Dictionary<Guid, string> owners = await context.Users.AsNoTracking().Where(u => people.Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, u => u.DisplayName.Length > 0 ? u.DisplayName : u.UserName ?? "", cancellationToken);
        Dictionary<long, string> names = await context.Teams.AsNoTracking().Where(t => teams.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        return
        [
            .. collections.Select(c => ToRow(
                c, actor, c.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : null, c.TeamId is { } team ? names.GetValueOrDefault(team) : null)),
        ];
    }

    private static CollectionRow ToRow(Collection collection, Actor actor, string? owner, string? team)
    {
        Recipe? recipe = RecipeReader.Parse(collection.RecipeJson).Recipe;
        return new()
        {
            Id = collection.Id,
            Name = collection.Name,
            Status = collection.Status,
            Sources = recipe?.Sources ?? [],
            RecipeSha256 = collection.RecipeSha256,
            Query = recipe?.Query,
            Format = recipe?.Format ?? "original",
            Done = collection.Done,
            Images = collection.Images,
            Patients = collection.Patients,
            ArchiveBytes = collection.ArchiveBytes,
            ArchiveSha256 = collection.ArchiveSha256,
            RebuiltIdentical = collection.RebuiltIdentical,
            Builds = collection.Builds,
            CancelRequested = collection.CancelRequested,
            ErrorCode = collection.ErrorCode,
            ErrorMessage = collection.ErrorMessage,
            Owner = owner,
            Team = team,
            CreatedAt = collection.CreatedAt,
            StartedAt = collection.StartedAt,
            FinishedAt = collection.FinishedAt,
            ExpiresAt = collection.ExpiresAt,
            MayChange = actor.MayChange(collection.OwnerId, collection.TeamId),
        };
    }
}
