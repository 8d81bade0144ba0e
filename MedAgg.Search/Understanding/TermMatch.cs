using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Understanding;

/// <summary>A name found in words.</summary>
/// <param name="First">First word, counted without glue.</param>
/// <param name="Count">Words.</param>
/// <param name="Candidates">What it may mean.</param>
internal sealed record TermMatch(int First, int Count, IReadOnlyList<TermPattern> Candidates)
{
    public int End => First + Count;

    /// <summary>What it means, once settled.</summary>
    public Term? Term { get; init; }

    public bool IsExcluded { get; init; }
}
