using System.Globalization;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Everything that a dataset's page tells as a fact, each with its mark. Unknown facts are there, too.</summary>
public sealed record Passport(IReadOnlyList<PassportFact> Facts)
{
    public int Of(FactStanding standing) => Facts.Count(fact => fact.Standing == standing);

    public int Known => Facts.Count - Of(FactStanding.Unknown);

    /// <param name="dataset">With the version that figures are measured in.</param>
    public static Passport Of(DatasetView dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        DatasetCard card = dataset.Card;
        DatasetFacets facets = dataset.Facets;
        DatasetFigures figures = dataset.Figures;
        bool isMeasured = dataset.CanBeBuiltFrom;
        return new(
        [
            new PassportFact.Number("patients", figures.Patients),
            new PassportFact.Number("studies", figures.Studies),
            new PassportFact.Number("series", figures.Series),
            new PassportFact.Number("images", figures.Images),
            new PassportFact.Number("volumes", figures.Volumes),
            new PassportFact.Number("size_bytes", figures.Bytes),
            Values("modalities", FacetName.Modality, facets.Modalities, isMeasured),
            Values("areas", FacetName.Area, facets.Areas, isMeasured),
            Values("pathologies", FacetName.Pathology, facets.Pathologies, false),
            Values("tasks", FacetName.Task, facets.Tasks, false),
            Words("modality_codes", card.ModalityCodes),
            Words("labels", card.Labels),
            Values("formats", FacetName.Format, facets.Formats, isMeasured),
            Words("languages", card.Languages),
            Values("licence", FacetName.Licence, dataset.LicenceClass == LicenceClass.Unknown && facets.LicenceName is null ? [] : [Snake(dataset.LicenceClass.ToString())], false),
            Values("access", FacetName.Access, facets.Access == DatasetAccess.Unknown ? [] : [Snake(facets.Access.ToString())], false),
            Values("year", FacetName.Year, facets.Year is { } year ? [year.ToString(CultureInfo.InvariantCulture)] : [], false),
            Values("provider", FacetName.Source, facets.Provider.Length > 0 ? [facets.Provider] : [], false),
        ]);

        FactStanding Standing(string key, bool isKnown, bool measured) =>
            !isKnown ? FactStanding.Unknown
            : measured ? FactStanding.Measured
            : DatasetFigures.IsUnverified(card, key) ? FactStanding.Unverified
            : FactStanding.Declared;

        PassportFact Values(string key, string facet, IReadOnlyList<string> items, bool measured) =>
            new PassportFact.Values(key, Standing(key, items.Count > 0, measured), facet, items);

        PassportFact Words(string key, IReadOnlyList<string>? items) =>
            new PassportFact.Words(key, Standing(key, items is { Count: > 0 }, false), items ?? []);
    }

    // Facets name enumerations in snake_case.
    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
