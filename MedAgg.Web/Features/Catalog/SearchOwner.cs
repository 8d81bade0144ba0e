using System.Linq.Expressions;
using MedAgg.Domain.Search;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Whose searches: an account's, else a browser's.</summary>
public sealed record SearchOwner
{
    private SearchOwner(Guid? userId, Guid? visitorId)
    {
        UserId = userId;
        VisitorId = visitorId;
    }

    public Guid? UserId { get; }

    public Guid? VisitorId { get; }

    /// <summary>False for a program that sends no cookie: nothing can be kept for it.</summary>
    public bool IsSomebody => UserId is not null || VisitorId is not null;

    internal Expression<Func<SearchLog, bool>> OwnLog => UserId is { } user
        ? log => log.UserId == user
        : log => log.UserId == null && log.VisitorId != null && log.VisitorId == VisitorId;

    internal Expression<Func<SavedSearch, bool>> OwnSaved => UserId is { } user
        ? search => search.UserId == user
        : search => search.UserId == null && search.VisitorId != null && search.VisitorId == VisitorId;

    public static SearchOwner Of(Guid? userId, Guid? visitorId) => userId is null ? new(null, visitorId) : new(userId, null);

    public static SearchOwner Of(Actor actor, Visitor visitor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(visitor);
        return Of(actor.UserId, visitor.Id);
    }
}
