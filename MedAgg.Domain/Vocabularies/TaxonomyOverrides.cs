using MedAgg.Domain.Taxonomy;

namespace MedAgg.Domain.Vocabularies;

/// <summary>The shipped taxonomy with the administrators' changes: rows replace terms with their id, add new ones, or take one away.</summary>
public static class TaxonomyOverrides
{
    /// <summary>All terms in use: those of the files in their order, then the added ones in the order of their ids. Rules between terms are not looked at.</summary>
    public static IReadOnlyList<Term> Apply(TaxonomyModel shipped, IEnumerable<VocabularyTerm> rows)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        ArgumentNullException.ThrowIfNull(rows);
        Dictionary<string, VocabularyTerm> byId = rows.ToDictionary(row => row.Key, StringComparer.Ordinal);
        List<Term> terms = [];
        foreach (Term term in shipped.Terms)
        {
            if (!byId.Remove(term.Id, out VocabularyTerm? row)) terms.Add(term);
            else if (row.IsActive) terms.Add(TermJson.Read(row.DocumentJson) ?? term);
        }

        terms.AddRange(byId.Values.Where(row => row.IsActive).OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => TermJson.Read(row.DocumentJson)).OfType<Term>());
        return terms;
    }
}
