using MedAgg.Domain.Catalog;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Collections;

/// <summary>Whose eyes choose the sources: a recipe reaches only what its owner may see.</summary>
/// <param name="UserId">The owner; null for the command line of the server and its administrators.</param>
public sealed record RecipeViewer(Guid? UserId)
{
    /// <summary>Sees everything: the command line.</summary>
    public static RecipeViewer Server { get; } = new((Guid?)null);

    internal async Task<IQueryable<Dataset>> SeenAsync(MedAggContext context, CancellationToken cancellationToken)
    {
        if (UserId is not { } user)
            return context.Datasets;
        List<long> teams = await context.Memberships.Where(member => member.UserId == user).Select(member => member.TeamId).ToListAsync(cancellationToken);
        return context.Datasets.Where(dataset => dataset.Visibility == Visibility.Public
            || dataset.OwnerId == user
            || (dataset.Visibility == Visibility.Team && dataset.TeamId != null && teams.Contains(dataset.TeamId.Value)));
    }
}
