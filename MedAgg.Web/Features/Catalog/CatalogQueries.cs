using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>What the catalogue's pages and endpoints ask. What the actor may not see is not there.</summary>
public sealed class CatalogQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>Cards of datasets, in the order of the slugs; one that is gone or may not be seen is left out.</summary>
    public async Task<IReadOnlyList<ResultCard>> CardsAsync(IReadOnlyList<string> slugs, Actor actor, CancellationToken cancellationToken)
    {
        if (slugs.Count == 0)
            return [];

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<Dataset> datasets = await context.Datasets.AsNoTracking()
            .Where(DatasetVisibility.For(actor)).Where(dataset => slugs.Contains(dataset.Slug)).ToListAsync(cancellationToken);
        long[] versionIds = [.. datasets.Select(dataset => dataset.CurrentVersionId).OfType<long>()];
        Dictionary<long, CurrentVersion> versions = versionIds.Length == 0 ? [] : await CurrentAsync(context, versionIds, cancellationToken);
        Dictionary<string, ResultCard> cards = datasets.ToDictionary(
            dataset => dataset.Slug,
            dataset => ToCard(dataset, dataset.CurrentVersionId is { } id ? versions.GetValueOrDefault(id) : null));
        return [.. slugs.Distinct().Select(slug => cards.GetValueOrDefault(slug)).OfType<ResultCard>()];
    }

    /// <summary>A dataset with one of its versions; null when there is no such dataset or version, or the actor may not see it.</summary>
    /// <param name="versionNumber">Null for the current version, else the newest one.</param>
    public async Task<DatasetView?> FindAsync(string slug, int? versionNumber, Actor actor, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Datasets.AsNoTracking().Where(DatasetVisibility.For(actor)).Where(dataset => dataset.Slug == slug)
            .Select(dataset => new
            {
                Dataset = dataset,
                Owner = context.Users.Where(user => user.Id == dataset.OwnerId).OrderBy(user => user.Id).Select(user => user.DisplayName == "" ? user.UserName : user.DisplayName).FirstOrDefault(),
                Team = context.Teams.Where(team => team.Id == dataset.TeamId).OrderBy(team => team.Id).Select(team => team.Name).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;

        IReadOnlyList<VersionRow> versions = await VersionsAsync(context, found.Dataset, cancellationToken);
        VersionRow? version = versionNumber is { } number
            ? versions.FirstOrDefault(row => row.Number == number)
            : versions.FirstOrDefault(row => row.IsCurrent) ?? (versions.Count > 0 ? versions[0] : null);
        return versionNumber is not null && version is null ? null : ToView(found.Dataset, found.Owner, found.Team, versions, version);
    }

    private static async Task<Dictionary<long, CurrentVersion>> CurrentAsync(MedAggContext context, long[] ids, CancellationToken cancellationToken)
    {
        IQueryable<DatasetFile> images = context.Files.Where(file => file.Role == FileRole.Image && file.Warnings.Count == 0); // odd files make poor pictures
        List<CurrentVersion> versions = await context.Versions.AsNoTracking().Where(version => ids.Contains(version.Id))
            .Select(version => new CurrentVersion(
                version.Id,
                version.Number,
                version.Counts,
                images.Where(file => file.VersionId == version.Id).OrderBy(file => file.Path).Select(file => (long?)file.Id).FirstOrDefault(),
                images.Where(file => file.VersionId == version.Id).OrderByDescending(file => file.Path).Select(file => (long?)file.Id).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        return versions.ToDictionary(version => version.Id);
    }

    private static async Task<IReadOnlyList<VersionRow>> VersionsAsync(MedAggContext context, Dataset dataset, CancellationToken cancellationToken) =>
        await context.Versions.AsNoTracking()
            .Where(version => version.DatasetId == dataset.Id && version.State != VersionState.Abandoned)
            .OrderByDescending(version => version.Number)
            .Select(version => new VersionRow
            {
                Id = version.Id,
                Number = version.Number,
                State = version.State,
                Counts = version.Counts,
                ManifestSha256 = version.ManifestSha256,
                CreatedAt = version.CreatedAt,
                PublishedAt = version.PublishedAt,
                IsCurrent = version.Id == dataset.CurrentVersionId,
                IngestionId = context.Ingestions.Where(ingestion => ingestion.VersionId == version.Id).OrderByDescending(ingestion => ingestion.Id)
                    .Select(ingestion => (long?)ingestion.Id).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);

    private static ResultCard ToCard(Dataset dataset, CurrentVersion? version) => new()
    {
        Slug = dataset.Slug,
        Title = dataset.Card.Title,
        Description = dataset.Card.Description,
        Modalities = dataset.Modalities,
        Areas = dataset.Areas,
        Pathologies = dataset.Pathologies,
        Tasks = dataset.Tasks,
        Labels = dataset.Card.Labels ?? [],
        Tags = dataset.Tags,
        Formats = dataset.Formats,
        Access = dataset.Access,
        Year = dataset.Year,
        Figures = DatasetFigures.Of(dataset.Card, version?.Counts),
        Provider = dataset.Provider,
        SourceUrl = dataset.SourceUrl,
        LicenceName = dataset.LicenceName,
        LicenceClass = dataset.LicenceClass,
        Visibility = dataset.Visibility,
        Version = version?.Number,
        InspectedAt = version is null ? null : dataset.InspectedAt,
        PreviewFiles = [.. new[] { version?.FirstImage, version?.LastImage }.OfType<long>().Distinct()],
        Unverified = dataset.Card.Unverified ?? [],
    };

    private static DatasetView ToView(Dataset dataset, string? owner, string? team, IReadOnlyList<VersionRow> versions, VersionRow? version) => new()
    {
        Id = dataset.Id,
        Slug = dataset.Slug,
        Origin = dataset.Origin,
        Card = dataset.Card,
        Facets = new()
        {
            Modalities = dataset.Modalities,
            Areas = dataset.Areas,
            Pathologies = dataset.Pathologies,
            Tasks = dataset.Tasks,
            Tags = dataset.Tags,
            Formats = dataset.Formats,
            Provider = dataset.Provider,
            SourceUrl = dataset.SourceUrl,
            LicenceName = dataset.LicenceName,
            Access = dataset.Access,
            Year = dataset.Year,
        },
        LicenceClass = dataset.LicenceClass,
        Visibility = dataset.Visibility,
        IsActive = dataset.IsActive,
        Owner = owner,
        Team = team,
        InspectedAt = dataset.InspectedAt,
        UpdatedAt = dataset.UpdatedAt,
        Versions = versions,
        Version = version,
        Figures = DatasetFigures.Of(dataset.Card, version is { IsFilling: false } ? version.Counts : null),
    };

    private sealed record CurrentVersion(long Id, int Number, VersionCounts Counts, long? FirstImage, long? LastImage);
}
