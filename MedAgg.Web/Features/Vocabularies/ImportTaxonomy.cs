using MedAgg.Domain.Taxonomy;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>Takes vocabularies from YAML files. A file is its whole vocabulary: terms that it does not list go out of use; kinds without a file stay.</summary>
public sealed class ImportTaxonomy(TaxonomyQueries queries, ChangeTaxonomy change)
{
    /// <param name="actor">An administrator.</param>
    /// <param name="files">Names, for what is told of problems, and texts.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task<ChangedTaxonomy> RunAsync(Actor actor, IReadOnlyList<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        (IReadOnlyList<TermSource> terms, IReadOnlyList<TaxonomyProblem> problems) = TaxonomyLoader.ReadTerms(files);
        if (problems.Count > 0)
            return new(0, problems);

        TaxonomyReading reading = await queries.ReadAsync(cancellationToken);
        TaxonomyModel inUse = reading.Model ?? TaxonomyLoader.LoadShipped();
        HashSet<TermKind> kinds = [.. terms.Select(source => source.Term.Kind)];
        HashSet<string> listed = [.. terms.Select(source => source.Term.Id)];
        return await change.RunAsync(
            actor,
            new() { Put = terms, Removed = [.. inUse.Terms.Where(term => kinds.Contains(term.Kind) && !listed.Contains(term.Id)).Select(term => term.Id)] },
            cancellationToken);
    }
}
