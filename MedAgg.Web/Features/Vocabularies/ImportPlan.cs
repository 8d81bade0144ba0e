using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>What an import would do.</summary>
public sealed record ImportPlan
{
    internal ImportPlan(IReadOnlyList<TermChange> changes, IReadOnlyList<TaxonomyProblem> problems, IReadOnlyList<PlannedChange> planned)
    {
        Changes = changes;
        Problems = problems;
        Planned = planned;
    }

    internal IReadOnlyList<TermChange> Changes { get; }

    /// <summary>What is wrong in the files; then there are no changes.</summary>
    public IReadOnlyList<TaxonomyProblem> Problems { get; }

    /// <summary>The changes for the eye.</summary>
    public IReadOnlyList<PlannedChange> Planned { get; }
}

/// <param name="Becomes">How the term will stand.</param>
public sealed record PlannedChange(string Id, TermStanding Becomes);
