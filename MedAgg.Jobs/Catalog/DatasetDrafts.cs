using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Providers;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Catalog;

/// <summary>Begins a version: of the dataset that the same person has from the same source under the same name, else of a new one that stays hidden until it is published.</summary>
internal sealed class DatasetDrafts(TimeProvider clock)
{
    private const int MaxDescription = 4000;
    private const int MaxLicence = 400; // as the store has it

    /// <param name="context">Its transaction holds until the caller has written the rest.</param>
    /// <param name="request">Whose ingestion; its name is final.</param>
    /// <param name="plan">What the source says of itself.</param>
    /// <param name="isNamed">Whether a person chose the name; else the address alone says which dataset it is, whatever title the source has today.</param>
    public async Task<DatasetVersion> BeginAsync(MedAggContext context, IngestionRequest request, SourcePlan plan, bool isNamed, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        // Two ingestions of one name would both find no dataset, or the same last version number.
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({DatasetSlug.Of(request.Name)}, 7))", cancellationToken);
        Dataset dataset = await FindAsync(context, request, isNamed, cancellationToken) ?? await CreateAsync(context, request, plan, now, cancellationToken);
        int last = await context.Versions.Where(version => version.DatasetId == dataset.Id).MaxAsync(version => (int?)version.Number, cancellationToken) ?? 0;
        DatasetVersion draft = new(dataset.Id, last + 1, now);
        context.Versions.Add(draft);
        await context.SaveChangesAsync(cancellationToken);
        return draft;
    }

    private static async Task<Dataset?> FindAsync(MedAggContext context, IngestionRequest request, bool isNamed, CancellationToken cancellationToken)
    {
        string? url = PublicAddress(request.Source);
        List<Dataset> same = await context.Datasets
            .Where(dataset => dataset.Origin == DatasetOrigin.Ingested && dataset.SourceUrl == url)
            .Where(dataset => dataset.OwnerId == request.RequestedBy && dataset.TeamId == request.TeamId)
            .Where(dataset => dataset.Card.Title.En == request.Name || dataset.Card.Title.Ru == request.Name || (!isNamed && url != null))
            .OrderByDescending(dataset => dataset.Card.Title.En == request.Name || dataset.Card.Title.Ru == request.Name)
            .ThenBy(dataset => dataset.Id)
            .Take(1)
            .ToListAsync(cancellationToken);
        return same.FirstOrDefault();
    }

    private static async Task<Dataset> CreateAsync(
        MedAggContext context, IngestionRequest request, SourcePlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DatasetCard card = new()
        {
            Title = InItsLanguage(request.Name),
            Description = plan.Description is { } text ? InItsLanguage(text.Length <= MaxDescription ? text : text[..MaxDescription]) : new(),
            FactSource = plan.LandingPage,
        };
        DatasetFacets facets = new()
        {
            Provider = plan.Provider,
            SourceUrl = PublicAddress(request.Source),
            LicenceName = plan.Licence is { Length: > MaxLicence } longText ? longText[..MaxLicence] : plan.Licence,
            Access = plan.Access is DatasetAccess.Unknown && request.Source.Kind is SourceKind.Url ? DatasetAccess.Open : plan.Access,
        };
        Dataset dataset = new(await FreeSlugAsync(context, request.Name, cancellationToken), DatasetOrigin.Ingested, card, facets, now);
        dataset.Entrust(request.RequestedBy, request.TeamId, VisibilityOf(request));
        dataset.SetActive(false, now);
        context.Datasets.Add(dataset);
        await context.SaveChangesAsync(cancellationToken);
        return dataset;
    }

    private static async Task<string> FreeSlugAsync(MedAggContext context, string name, CancellationToken cancellationToken)
    {
        string slug = DatasetSlug.Of(name);
        List<string> taken = await context.Datasets
            .Where(dataset => dataset.Slug == slug || dataset.Slug.StartsWith(slug + "-"))
            .Select(dataset => dataset.Slug)
            .ToListAsync(cancellationToken);
        return taken.Contains(slug) ? Enumerable.Range(2, taken.Count + 1).Select(number => DatasetSlug.Numbered(slug, number)).First(free => !taken.Contains(free)) : slug;
    }

    private static Visibility VisibilityOf(IngestionRequest request) =>
        request.TeamId is not null ? Visibility.Team : request.RequestedBy is not null ? Visibility.Private : Visibility.Public;

    // A path on the server and the name of an upload are nobody's address.
    private static string? PublicAddress(IngestionSource source) => source.Kind is SourceKind.Url ? WithoutSecrets(source.Location) : null;

    private static string WithoutSecrets(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out Uri? url) ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : location;

    private static LocalizedText InItsLanguage(string name) =>
        name.Any(c => c is >= 'А' and <= 'я' or 'ё' or 'Ё') ? new() { Ru = name } : new() { En = name };
}
