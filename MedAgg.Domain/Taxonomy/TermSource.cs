namespace MedAgg.Domain.Taxonomy;

/// <summary>A term and the place where it was written.</summary>
public sealed record TermSource(Term Term, string File, int Line);
