using System.Security.Claims;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Turns a signed-in principal into the actor of a request.</summary>
public sealed class ActorQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>The actor of a principal. Teams are read each time: a member who was dismissed loses his rights at once.</summary>
    public async Task<Actor> OfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.Id() is not { } userId)
            return Actor.Nobody;

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return new()
        {
            UserId = userId,
            IsAdministrator = principal.IsInRole(RoleName.Administrator),
            Teams = await context.Memberships.AsNoTracking().Where(member => member.UserId == userId)
                .ToDictionaryAsync(member => member.TeamId, member => member.Role, cancellationToken),
        };
    }
}
