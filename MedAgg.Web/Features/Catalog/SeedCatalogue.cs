using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Brings the shipped catalogue into the store: new entries are added, changed ones described again, versions and ids stay.</summary>
public sealed class SeedCatalogue(IDbContextFactory<MedAggContext> contexts, TimeProvider clock)
{
    /// <returns>How many datasets were added or changed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogEntry> entries = CatalogLoader.LoadShipped(TaxonomyLoader.LoadShipped());
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        string[] keys = [.. entries.Select(entry => entry.Key)];
        Dictionary<string, Dataset> stored = await context.Datasets.Where(dataset => keys.Contains(dataset.Slug))
            .ToDictionaryAsync(dataset => dataset.Slug, cancellationToken);

        int changed = 0;
        foreach (CatalogEntry entry in entries)
        {
            DatasetCard card = entry.ToCard();
            DatasetFacets facets = entry.ToFacets();
            if (!stored.TryGetValue(entry.Key, out Dataset? dataset))
                context.Datasets.Add(new(entry.Key, DatasetOrigin.Catalogue, card, facets, clock.GetUtcNow()));
            else if (dataset.Origin == DatasetOrigin.Catalogue && !IsSame(dataset, card, facets))
                dataset.Describe(card, facets, clock.GetUtcNow());
            else
                continue;
            changed++;
        }

        await context.SaveChangesAsync(cancellationToken);
        return changed;
    }

    private static bool IsSame(Dataset dataset, DatasetCard card, DatasetFacets facets)
    {
        var stored = new DatasetFacets
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
        };
        return JsonSerializer.Serialize((stored, dataset.Card), Fields) == JsonSerializer.Serialize((facets, card), Fields);
    }

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };
}
