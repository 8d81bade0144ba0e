using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Understanding;

/// <summary>How sure a name is.</summary>
internal enum PatternKind
{
    /// <summary>A name, synonym or abbreviation: means the term wherever it stands.</summary>
    Plain,

    /// <summary>Means the term only in its context.</summary>
    Ambiguous,
}

/// <summary>A name of a term as it was matched.</summary>
/// <param name="Term">The term.</param>
/// <param name="Kind">How sure the name is.</param>
/// <param name="IsAcronym">Whether the name is written in capitals, as MS or US.</param>
internal sealed record TermPattern(Term Term, PatternKind Kind, bool IsAcronym);
