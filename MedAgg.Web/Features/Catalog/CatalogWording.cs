using System.Globalization;
using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Says ids of the catalogue in the reader's language: facets, their values, sources, badges.</summary>
public sealed class CatalogWording(CurrentTaxonomy taxonomy, IStringLocalizer<CatalogTexts> texts, IStringLocalizer<Texts> shared)
{
    private const int NarrowName = 18;

    /// <summary>The name of a facet or of the kind of an understood term.</summary>
    public string Facet(string facet) => Text("Facet." + facet) ?? facet;

    /// <summary>The name of a facet's value; the value itself where nobody has named it.</summary>
    public string Value(string facet, string value) => value == FacetName.NotStated ? texts["NotStated"] : FacetRange.Parse(facet, value) is { } range ? Range(facet, range) : facet switch
    {
        FacetName.Modality or FacetName.Area or FacetName.Pathology or FacetName.Task => Term(value),
        FacetName.Licence => Shared("LicenceClass." + Capital(value)) ?? value,
        FacetName.Access => Text("Access." + Capital(value)) ?? value,
        FacetName.Inspected => Text("Inspected." + value.ToLowerInvariant()) ?? value,
        FacetName.Downloadable => Text("Downloadable." + value.ToLowerInvariant()) ?? value,
        FacetName.Images or FacetName.Patients or FacetName.Size or FacetName.Year => Band(facet, value),
        FacetName.Source => Source(value),
        _ => value,
    };

    /// <summary>The full name of a taxonomy term.</summary>
    public string Term(string id) => (taxonomy.Model.Find(id) ?? taxonomy.Model.Find(id.ToLowerInvariant()))?.Name.In(CultureInfo.CurrentUICulture) ?? id;

    /// <summary>A facet's value where there is little room: long names of modalities give way to their badges.</summary>
    public string Narrow(string facet, string value) =>
        facet == FacetName.Modality && value != FacetName.NotStated && Term(value).Length > NarrowName ? Badge(value) : Value(facet, value);

    /// <summary>The short name of a modality for a badge.</summary>
    public string Badge(string id) => taxonomy.Model.Find(id) is { } term ? (term.Badge ?? term.Name).In(CultureInfo.CurrentUICulture) : id;

    /// <summary>Codes of a term that a specialist looks for: ICD-10.</summary>
    public string? Icd10(string id) => taxonomy.Model.Find(id)?.Icd10;

    /// <summary>The name of a provider.</summary>
    public string Source(string id) => Text("Source." + id) ?? id;

    /// <summary>The name of a saved search; one of filters alone that nobody has named is called by them, in the reader's language.</summary>
    public string NameOf(SavedSearchRow saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        return saved.IsNamed ? saved.Name : string.Join(" · ", SearchAddress.Parse(saved.Address).Filters.Select(Condition));
    }

    // Numbers need the word that they count; terms speak for themselves.
    private string Condition(KeyValuePair<string, IReadOnlyList<string>> facet)
    {
        string values = string.Join(", ", facet.Value.Select(value => Value(facet.Key, value)));
        return facet.Key is FacetName.Modality or FacetName.Area or FacetName.Pathology or FacetName.Task or FacetName.Format or FacetName.Tag && !facet.Value.Contains(FacetName.NotStated)
            ? values
            : $"{Facet(facet.Key)}: {values}";
    }

    // "1 000 – 9 999", "10 GiB – 100 GiB", "1 TiB and more"; a year stands for itself.
    private string Band(string facet, string value)
    {
        if (FacetBand.Of(facet).FirstOrDefault(band => band.Id.Equals(value, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return value;
        return found switch
        {
            { From: 0, Below: { } below } => texts.Say("Band.Under", Number(facet, below)),
            { Below: { } below } => texts.Say("Band.Between", Number(facet, found.From), Number(facet, facet == FacetName.Size ? below : below - 1)),
            _ => texts.Say("Band.Over", Number(facet, found.From)),
        };
    }

    // Both ends belong to it: "1 500 – 20 000", "up to 2.5 GiB", "2015".
    private string Range(string facet, FacetRange range) => range switch
    {
        { From: { } from, To: { } to } => from == to ? Number(facet, from) : texts.Say("Band.Between", Number(facet, from), Number(facet, to)),
        { From: { } from } => texts.Say("Band.Over", Number(facet, from)),
        _ => texts.Say("Range.UpTo", Number(facet, range.To!.Value)),
    };

    private static string Number(string facet, long number) => facet switch
    {
        FacetName.Size => Format.ShortBytes(number),
        FacetName.Year => number.ToString(CultureInfo.InvariantCulture),
        _ => Format.Number(number),
    };

    private string? Text(string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;

    private string? Shared(string key) => shared[key] is { ResourceNotFound: false } found ? found.Value : null;

    // open, non_commercial and NonCommercial name the same class.
    private static string Capital(string value) =>
        string.Concat(value.Split('_', '-').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
