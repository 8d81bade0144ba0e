using MedAgg.Domain.Catalog;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Jobs.Catalog;

/// <summary>What a dataset is filtered by, from what was measured in its files.</summary>
internal sealed class MeasuredFacets(TaxonomyModel taxonomy)
{
    /// <param name="dataset">Whose source, licence and declared values stay.</param>
    /// <param name="profile">What was measured.</param>
    /// <param name="imageKinds">Kinds of the image files.</param>
    public DatasetFacets Of(Dataset dataset, VersionProfile profile, IEnumerable<string> imageKinds) => new()
    {
        Modalities = Known(profile, "modality"),
        Areas = Known(profile, "area"),
        Pathologies = [.. Known(profile, "label").Select(Pathology).OfType<string>().Distinct()],
        Tasks = dataset.Tasks,
        Tags = dataset.Tags,
        Formats = [.. imageKinds.Select(FormatNames.Of).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        Provider = dataset.Provider,
        SourceUrl = dataset.SourceUrl,
        LicenceName = dataset.LicenceName,
        Access = dataset.Access,
        Year = dataset.Year,
    };

    private static List<string> Known(VersionProfile profile, string facet) =>
        [.. profile.Facet(facet)?.Values.Select(value => value.Value).OfType<string>() ?? []];

    // label=pneumonia, finding=Pneumonia: only a value that a curator has listed counts.
    private string? Pathology(string label) => taxonomy.FindValue(TermKind.Pathology, label[(label.IndexOf('=', StringComparison.Ordinal) + 1)..])?.Id;
}
