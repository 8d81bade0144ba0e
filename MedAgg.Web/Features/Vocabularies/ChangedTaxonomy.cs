using MedAgg.Domain.Refusals;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>What came of a change.</summary>
/// <param name="Changed">Terms that differ from before.</param>
/// <param name="Problems">Why nothing was changed: what would not hold between terms.</param>
/// <param name="Refusal">Why nothing was changed, where it is no fault of the terms.</param>
public sealed record ChangedTaxonomy(int Changed, IReadOnlyList<TaxonomyProblem> Problems, Refusal? Refusal = null)
{
    public bool IsDone => Problems.Count == 0 && Refusal is null;
}
