using MedAgg.Domain.Search;
using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>What a question says.</summary>
public sealed record UnderstoodQuestion
{
    /// <summary>Terms in the order of the words: said, excluded, and last those that the said ones imply.</summary>
    public IReadOnlyList<UnderstoodSlot> Slots { get; init; } = [];

    /// <summary>Ids that follow from what is said, whether they are also said or not.</summary>
    public IReadOnlyCollection<string> Implied { get; init; } = [];

    /// <summary>Words that are no part of a term and not words of asking.</summary>
    public IReadOnlyList<QueryWord> Words { get; init; } = [];

    /// <summary>Quoted phrases.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>Words or phrases behind a minus that are no terms.</summary>
    public IReadOnlyList<string> ExcludedPhrases { get; init; } = [];

    /// <summary>The question with repaired words in place of those typed; null when it was taken as it stands.</summary>
    public string? Corrected { get; init; }

    /// <summary>Ids of one kind that the question says, without exclusions and implications.</summary>
    public IEnumerable<string> Said(string kind) => Slots.Where(s => s.Kind == kind && !s.IsExcluded && !s.IsImplied).Select(s => s.Id);
}
