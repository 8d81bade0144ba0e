using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Collections;

/// <summary>Finds the dataset versions that a recipe names and pins what is not pinned yet.</summary>
internal sealed class RecipeResolver(IDbContextFactory<MedAggContext> contexts)
{
    /// <exception cref="RefusedException">A source does not exist for this viewer, was never inspected, or is not what the recipe was pinned to.</exception>
    public async Task<(Recipe Pinned, IReadOnlyList<ResolvedSource> Sources)> ResolveAsync(Recipe recipe, RecipeViewer viewer, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Dataset> seen = await viewer.SeenAsync(context, cancellationToken);
        List<(RecipeSource Source, long VersionId)> found = [];
        foreach (RecipeSource source in recipe.Sources)
            found.Add(await PinAsync(context, seen, source, cancellationToken));

        Recipe pinned = recipe with { Sources = [.. found.Select(pair => pair.Source)] };
        HashSet<string> several = [.. found.GroupBy(pair => pair.Source.Dataset).Where(group => group.Select(pair => pair.VersionId).Distinct().Count() > 1).Select(group => group.Key)];
        ResolvedSource[] sources =
        [
            .. found.Select(pair => new ResolvedSource(
                pair.Source, pair.VersionId, several.Contains(pair.Source.Dataset) ? FormattableString.Invariant($"{pair.Source.Dataset}@{pair.Source.Version}") : pair.Source.Dataset)),
        ];
        return (pinned, sources);
    }

    private static async Task<(RecipeSource Source, long VersionId)> PinAsync(MedAggContext context, IQueryable<Dataset> seen, RecipeSource source, CancellationToken cancellationToken)
    {
        Dataset dataset = await seen.AsNoTracking().SingleOrDefaultAsync(d => d.Slug == source.Dataset, cancellationToken)
            ?? throw new RefusedException("DATASET_NOT_FOUND", $"There is no dataset \"{source.Dataset}\" that you may use.");
        DatasetVersion? version = await context.Versions.AsNoTracking()
            .Where(v => v.DatasetId == dataset.Id && v.State == VersionState.Published)
            .Where(v => source.Version == null ? v.Id == dataset.CurrentVersionId : v.Number == source.Version)
            .SingleOrDefaultAsync(cancellationToken);
        if (version is null)
        {
            throw source.Version is { } number
                ? new RefusedException("VERSION_NOT_FOUND", $"Dataset \"{source.Dataset}\" has no published version {number}.")
                : new RefusedException("DATASET_NOT_INSPECTED", $"The files of dataset \"{source.Dataset}\" were never taken in here; ingest it first.");
        }

        if (source.Pinned is { } pinned && pinned.ManifestSha256 != version.ManifestSha256)
            throw new RefusedException("VERSION_DIFFERS", $"Version {version.Number} of \"{source.Dataset}\" does not hold the files that the recipe was made for.");
        return (source with { Version = version.Number, Pinned = source.Pinned ?? Pin(dataset, version) }, version.Id);
    }

    private static PinnedSource Pin(Dataset dataset, DatasetVersion version) => new()
    {
        ManifestSha256 = version.ManifestSha256!,
        Title = dataset.Card.Title.In("en"),
        Licence = dataset.LicenceName,
        SourceUrl = dataset.SourceUrl,
        Citation = dataset.Card.Citation,
    };
}
