using System.Linq.Expressions;
using MedAgg.Domain.Catalog;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Who may see a dataset: everybody a public one, a team its own, an owner his; administrators see all.</summary>
public static class DatasetVisibility
{
    /// <summary>
    /// Datasets that an actor may see. One that is hidden (its first ingestion still runs, or somebody switched it off) is for its owner and team only.
    /// </summary>
    public static Expression<Func<Dataset, bool>> For(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.IsAdministrator)
            return dataset => true;
        Guid? user = actor.UserId;
        long[] teams = [.. actor.Teams.Keys];
        return dataset =>
            (dataset.Visibility == Visibility.Public && dataset.IsActive)
            || (user != null && dataset.OwnerId == user)
            || (dataset.Visibility != Visibility.Private && dataset.TeamId != null && teams.Contains(dataset.TeamId.Value));
    }

    /// <summary>Audiences of an actor for search, see <see cref="Audience"/>. Administrators search what is theirs and see the rest by address.</summary>
    public static IReadOnlyList<string> Audiences(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return [.. actor.Teams.Keys.Select(Audience.OfTeam), .. actor.UserId is { } user ? [Audience.OfUser(user)] : Array.Empty<string>()];
    }
}
