namespace MedAgg.Domain.Taxonomy;

/// <summary>A taxonomy that cannot be used. The message lists every problem with its file and line.</summary>
public sealed class TaxonomyException(IReadOnlyList<TaxonomyProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<TaxonomyProblem> Problems { get; } = problems;
}
