using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>The taxonomy of this node as it stands now. Whoever resolves <see cref="TaxonomyModel"/> gets the one of that moment.</summary>
public sealed class TaxonomyInUse(TaxonomyQueries queries, ILogger<TaxonomyInUse> logger)
{
    private volatile TaxonomyModel _model = TaxonomyLoader.LoadShipped();

    public TaxonomyModel Model => _model;

    /// <summary>Reads it again. Stored changes that no longer fit the shipped files are told to the log, and what was in use stays.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        TaxonomyReading reading = await queries.ReadAsync(cancellationToken);
        if (reading.Model is { } model)
            _model = model;
        foreach (TaxonomyProblem problem in reading.Problems)
            Log.TaxonomyUnfit(logger, problem.ToString());
    }
}
