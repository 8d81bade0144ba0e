using MedAgg.Search.Analysis;

namespace MedAgg.Search.Catalog;

/// <summary>A plain word of a question.</summary>
/// <param name="Word">The word.</param>
/// <param name="Terms">Terms of the index that stand for it, the nearest first; empty when no dataset has it.</param>
/// <param name="Completions">Terms that begin with the word, when it is still being typed.</param>
/// <param name="Repaired">The word that was taken instead of a misspelt one.</param>
internal sealed record QuestionWord(QueryWord Word, IReadOnlyList<int> Terms, IReadOnlyList<int> Completions, string? Repaired = null);
