using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Domain.Vocabularies;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Reads the taxonomy as it is in use: the shipped files with what administrators changed.</summary>
public sealed class TaxonomyQueries(IDbContextFactory<MedAggContext> contexts)
{
    /// <summary>What the store names as a term's file.</summary>
    internal const string InUse = "taxonomy in use";

    /// <summary>The taxonomy in use, or why the stored changes and the shipped files do not fit together.</summary>
    public async Task<TaxonomyReading> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Term> terms = TaxonomyOverrides.Apply(TaxonomyLoader.LoadShipped(), await RowsAsync(cancellationToken));
        IReadOnlyList<TaxonomyProblem> problems = TaxonomyRules.Check([.. terms.Select(term => new TermSource(term, InUse, 0))]);
        return problems.Count == 0 ? new(new(terms), []) : new(null, problems);
    }

    /// <summary>What administrators changed: one row a term.</summary>
    public async Task<IReadOnlyList<VocabularyTerm>> RowsAsync(CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.VocabularyTerms.AsNoTracking().OrderBy(term => term.Id).ToListAsync(cancellationToken);
    }
}
