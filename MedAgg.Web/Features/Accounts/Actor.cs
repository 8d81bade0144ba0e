using MedAgg.Domain.Catalog;
using MedAgg.Domain.Teams;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Who asks, with what decides over rights: the account, its teams, whether it administers the site.</summary>
public sealed record Actor
{
    /// <summary>Somebody who has not signed in.</summary>
    public static Actor Nobody { get; } = new();

    /// <summary>The command line: a terminal on the machine has the rights of its administrator and no account.</summary>
    public static Actor Terminal { get; } = new() { IsAdministrator = true };

    /// <summary>Null for <see cref="Nobody"/> and <see cref="Terminal"/>.</summary>
    public Guid? UserId { get; init; }

    public bool IsAdministrator { get; init; }

    /// <summary>Role in each team that the account belongs to, by team id.</summary>
    public IReadOnlyDictionary<long, TeamRole> Teams { get; init; } = new Dictionary<long, TeamRole>();

    /// <summary>Whether anything may be begun in this name.</summary>
    public bool MayWork => IsAdministrator || UserId is not null;

    /// <summary>Whether a thing of that owner and team may be seen: one's own, one's team's; administrators see all.</summary>
    public bool MaySee(Guid? ownerId, long? teamId) =>
        IsAdministrator || IsOwn(ownerId) || (teamId is { } team && Teams.ContainsKey(team));

    /// <summary>Whether a thing may be changed: one's own, or as an editor of its team.</summary>
    public bool MayChange(Guid? ownerId, long? teamId) =>
        IsAdministrator || IsOwn(ownerId) || (teamId is { } team && MayWorkFor(team));

    /// <summary>Whether something may be begun in the name of a team: viewers only look.</summary>
    public bool MayWorkFor(long teamId) =>
        IsAdministrator || (Teams.TryGetValue(teamId, out TeamRole role) && role >= TeamRole.Editor);

    /// <summary>Whether a dataset may be seen: public ones by everybody.</summary>
    public bool MaySee(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Visibility switch
        {
            Visibility.Public => true,
            Visibility.Team => MaySee(dataset.OwnerId, dataset.TeamId),
            _ => MaySee(dataset.OwnerId, null),
        };
    }

    private bool IsOwn(Guid? ownerId) => ownerId is { } owner && owner == UserId;
}
