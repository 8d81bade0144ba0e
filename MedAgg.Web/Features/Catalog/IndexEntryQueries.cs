using System.Linq.Expressions;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Reads from the store what search is to know.</summary>
public sealed class IndexEntryQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>Every dataset that may be found.</summary>
    public async Task<IReadOnlyList<IndexEntry>> AllAsync(CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<Dataset> datasets = await context.Datasets.AsNoTracking().Where(IsFindable).ToListAsync(cancellationToken);
        return [.. datasets.Select(ToEntry)];
    }

    /// <summary>One dataset; null when there is none or it may not be found.</summary>
    public async Task<IndexEntry?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        Dataset? dataset = await context.Datasets.AsNoTracking().Where(IsFindable).SingleOrDefaultAsync(d => d.Slug == slug, cancellationToken);
        return dataset is null ? null : ToEntry(dataset);
    }

    // A dataset whose first ingestion is still running is found only once its version is published.
    private static Expression<Func<Dataset, bool>> IsFindable =>
        dataset => dataset.IsActive && (dataset.Origin == DatasetOrigin.Catalogue || dataset.CurrentVersionId != null);

    private static IndexEntry ToEntry(Dataset dataset) => new()
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
        Provider = dataset.Provider,
        Citation = dataset.Card.Citation,
        LicenceClass = dataset.LicenceClass,
        Access = dataset.Access,
        Year = dataset.Year,
        Images = dataset.ImageCount,
        Patients = dataset.Card.Declared.Patients,
        SizeBytes = dataset.SizeBytes,
        IsInspected = dataset.CurrentVersionId is not null,
        UpdatedAt = dataset.UpdatedAt,
        Audience = Audience.Of(dataset.Visibility, dataset.OwnerId, dataset.TeamId),
    };
}
