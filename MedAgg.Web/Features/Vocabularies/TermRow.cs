using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>A term in the grid.</summary>
/// <param name="State">The stored override; null for a term as shipped.</param>
/// <param name="UsedBy">Datasets that state it.</param>
public sealed record TermRow(Term Term, TermState? State, TermStanding Standing, int UsedBy);
