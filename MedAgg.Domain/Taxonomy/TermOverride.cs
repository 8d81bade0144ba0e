namespace MedAgg.Domain.Taxonomy;

/// <summary>A term that an administrator changed, added or switched off.</summary>
public sealed record TermOverride(Term Term, bool IsActive);
