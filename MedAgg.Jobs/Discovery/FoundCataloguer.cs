using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Discovery;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Discovery;

/// <summary>Makes a card of the catalogue from what a provider's search told. Nothing is fetched; what was told is what the card says.</summary>
public sealed class FoundCataloguer(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes, TimeProvider clock)
{
    private const int MaxLicence = 400; // as the store has it

    /// <param name="found">The dataset.</param>
    /// <param name="ownerId">Whose card it is; null for the terminal, whose cards everybody sees.</param>
    /// <returns>Slug of the card: a new one, or the one that the same person has of the same address.</returns>
    public async Task<string> AddAsync(FoundDataset found, Guid? ownerId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        string slug = await StoreAsync(found, ownerId, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Dataset, slug), cancellationToken);
        return slug;
    }

    private async Task<string> StoreAsync(FoundDataset found, Guid? ownerId, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        string slug = DatasetSlug.Of(found.Title);
        // Two clicks at once would make two cards.
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({slug}, 7))", cancellationToken);
        string? known = await context.Datasets.Where(d => d.SourceUrl == found.Page && d.OwnerId == ownerId).OrderBy(d => d.Id).Select(d => d.Slug).FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
            return known;
        List<string> taken = await context.Datasets.Where(d => d.Slug == slug || d.Slug.StartsWith(slug + "-")).Select(d => d.Slug).ToListAsync(cancellationToken);
        if (taken.Contains(slug))
            slug = Enumerable.Range(2, taken.Count + 1).Select(number => DatasetSlug.Numbered(slug, number)).First(free => !taken.Contains(free));
        Dataset dataset = new(slug, DatasetOrigin.Catalogue, CardOf(found), FacetsOf(found), clock.GetUtcNow());
        dataset.Entrust(ownerId, null, ownerId is null ? Visibility.Public : Visibility.Private);
        context.Datasets.Add(dataset);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return slug;
    }

    private static DatasetCard CardOf(FoundDataset found) => new()
    {
        Title = InItsLanguage(found.Title),
        Description = found.Description is { } text ? InItsLanguage(text) : new(),
        Declared = new() { Patients = found.Patients, SizeBytes = found.SizeBytes },
        Citation = found.Doi is { } doi ? "https://doi.org/" + doi : null,
        FactSource = found.Page,
        Unverified = [.. found.Patients is null ? [] : (string[])["patients"], .. found.SizeBytes is null ? [] : (string[])["size"]],
    };

    private static DatasetFacets FacetsOf(FoundDataset found) => new()
    {
        Provider = found.Provider,
        SourceUrl = found.Page,
        LicenceName = found.Licence is { Length: > MaxLicence } words ? words[..MaxLicence] : found.Licence,
        Access = found.Access,
        Year = found.Year,
        Tags = [.. found.Tags.Select(tag => tag.ToLowerInvariant())],
    };

    private static LocalizedText InItsLanguage(string text) =>
        text.Any(c => c is >= 'А' and <= 'я' or 'ё' or 'Ё') ? new() { Ru = text } : new() { En = text };
}
