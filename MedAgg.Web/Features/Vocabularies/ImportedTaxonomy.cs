using MedAgg.Domain.Refusals;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>What came of an import.</summary>
/// <param name="Changed">Terms that differ from before.</param>
/// <param name="Problems">Why nothing was changed: what is wrong in the files or would not hold between terms, with file and line.</param>
/// <param name="Refusal">Why nothing was changed, where it is no fault of the files.</param>
public sealed record ImportedTaxonomy(int Changed, IReadOnlyList<TaxonomyProblem> Problems, Refusal? Refusal = null);
