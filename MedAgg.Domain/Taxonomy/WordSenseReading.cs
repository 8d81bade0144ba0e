namespace MedAgg.Domain.Taxonomy;

/// <summary>What came of reading lists of words: senses, or the problems that forbid them.</summary>
/// <param name="Senses">In the order of the files; empty where there are problems.</param>
/// <param name="Problems">Each with its file and line.</param>
public sealed record WordSenseReading(IReadOnlyList<WordSense> Senses, IReadOnlyList<TaxonomyProblem> Problems);
