namespace MedAgg.Domain.Taxonomy;

/// <summary>What came of reading taxonomy files: a model, or the problems that forbid one.</summary>
public sealed record TaxonomyReading(TaxonomyModel? Model, IReadOnlyList<TaxonomyProblem> Problems)
{
    public bool IsRead => Model is not null;

    /// <summary>The model.</summary>
    /// <exception cref="TaxonomyException">The files have problems.</exception>
    public TaxonomyModel Require() => Model ?? throw new TaxonomyException(Problems);
}
