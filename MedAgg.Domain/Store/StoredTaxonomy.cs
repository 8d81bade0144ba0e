using MedAgg.Domain.Taxonomy;
using MedAgg.Domain.Vocabularies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MedAgg.Domain.Store;

/// <summary>Reads what administrators changed in the taxonomy and makes it hold on this node.</summary>
public sealed class StoredTaxonomy(IDbContextFactory<MedAggContext> contexts, CurrentTaxonomy current, ILogger<StoredTaxonomy> logger) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private string _read = "";

    /// <summary>Takes the stored state; does nothing when it is the one that holds already.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
            List<VocabularyTerm> rows = await context.VocabularyTerms.AsNoTracking().OrderBy(term => term.Id).ToListAsync(cancellationToken);
            string read = string.Join(',', rows.Select(row => $"{row.Id}:{row.RowVersion}"));
            if (read == _read)
                return;
            (TaxonomyModel model, IReadOnlyList<TaxonomyProblem> problems) = TaxonomyOverrides.Apply(current.Shipped, OverridesOf(rows));
            foreach (TaxonomyProblem problem in problems)
                Log.TaxonomyMended(logger, problem.Message);
            current.Take(model);
            _read = read;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    /// <summary>The overrides of stored rows; a document that is none is passed over.</summary>
    public static IReadOnlyList<TermOverride> OverridesOf(IEnumerable<VocabularyTerm> rows) =>
        [.. from row in rows
            let term = TermJson.Read(row.DocumentJson)
            where term is not null && term.Id == row.Key
            select new TermOverride(term, row.IsActive)];
}
