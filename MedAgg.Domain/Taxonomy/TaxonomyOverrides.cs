namespace MedAgg.Domain.Taxonomy;

/// <summary>Puts the terms of administrators in place of the shipped ones.</summary>
public static class TaxonomyOverrides
{
    /// <summary>Name of the place where administrators' terms stand, in problems.</summary>
    public const string Place = "database";

    /// <summary>Name of the place of shipped terms.</summary>
    public const string ShippedPlace = "shipped";

    /// <summary>The terms that hold: shipped ones in their order, replaced where there is an override, then those that were added. Nothing is checked.</summary>
    public static IReadOnlyList<TermSource> Combine(TaxonomyModel shipped, IReadOnlyList<TermOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        ArgumentNullException.ThrowIfNull(overrides);
        Dictionary<string, TermOverride> byId = new(StringComparer.Ordinal);
        foreach (TermOverride change in overrides) byId[change.Term.Id] = change;
        List<TermSource> sources = [];
        foreach (Term term in shipped.Terms)
        {
            if (!byId.Remove(term.Id, out TermOverride? change)) sources.Add(new(term, ShippedPlace, 0));
            else if (change.IsActive) sources.Add(new(change.Term, Place, 0));
        }

        foreach (TermOverride added in overrides.Where(o => o.IsActive && byId.ContainsKey(o.Term.Id))) sources.Add(new(added.Term, Place, 0));
        return sources;
    }

    /// <summary>
    /// A model in any case. A newer product may ship a word that an administrator has already given to another term, or lack a term that one
    /// refers to: then the administrator's word stands, references into nothing are dropped, and the problems say so.
    /// </summary>
    public static (TaxonomyModel Model, IReadOnlyList<TaxonomyProblem> Problems) Apply(TaxonomyModel shipped, IReadOnlyList<TermOverride> overrides)
    {
        IReadOnlyList<TermSource> sources = Combine(shipped, overrides);
        IReadOnlyList<TaxonomyProblem> problems = TaxonomyRules.Check(sources);
        if (problems.Count == 0) return (new TaxonomyModel(sources.Select(s => s.Term)), []);

        HashSet<string> taken = [.. sources.Where(s => s.File == Place).SelectMany(s => WordsOf(s.Term)).Select(WordKey.Of)];
        List<TermSource> mended = [.. sources.Select(s => s.File == Place ? s : s with { Term = WithoutWords(s.Term, taken) })];
        mended = [.. mended.Select(s => s with { Term = WithoutOrphans(s.Term, mended) })];
        return TaxonomyRules.Check(mended).Count == 0
            ? (new TaxonomyModel(mended.Select(s => s.Term)), problems)
            : (shipped, problems); // beyond mending: the shipped taxonomy is always whole
    }

    private static IEnumerable<string> WordsOf(Term term) => [term.Name.En, term.Name.Ru, .. term.Synonyms.All, .. term.Abbreviations.All];

    private static Term WithoutWords(Term term, HashSet<string> taken) => term with
    {
        Synonyms = Except(term.Synonyms, taken),
        Abbreviations = Except(term.Abbreviations, taken),
    };

    private static TermWords Except(TermWords words, HashSet<string> taken) =>
        new([.. words.En.Where(w => !taken.Contains(WordKey.Of(w)))], [.. words.Ru.Where(w => !taken.Contains(WordKey.Of(w)))]);

    private static Term WithoutOrphans(Term term, List<TermSource> all)
    {
        HashSet<string> ids = [.. all.Select(s => s.Term.Id)];
        string[] context = [.. term.Context.Where(ids.Contains)];
        return term with
        {
            Parent = term.Parent is { } parent && ids.Contains(parent) ? parent : null,
            Implies = [.. term.Implies.Where(ids.Contains)],
            Context = context,
            Ambiguous = context.Length > 0 ? term.Ambiguous : TermWords.None,
        };
    }
}
