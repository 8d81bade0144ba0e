namespace MedAgg.Domain.Taxonomy;

/// <summary>What must hold between terms: no doubles, no orphans, no circles.</summary>
public static class TaxonomyRules
{
    public const string TermTwice = "TERM_TWICE";
    public const string ParentMissing = "PARENT_MISSING";
    public const string ParentKind = "PARENT_KIND";
    public const string TermCircle = "TERM_CIRCLE";
    public const string ImpliesMissing = "IMPLIES_MISSING";
    public const string ImpliesOwnKind = "IMPLIES_OWN_KIND";
    public const string ContextMissing = "CONTEXT_MISSING";
    public const string AmbiguousContext = "AMBIGUOUS_CONTEXT";
    public const string WordEmpty = "WORD_EMPTY";
    public const string WordTaken = "WORD_TAKEN";
    public const string ValueTaken = "VALUE_TAKEN";

    public static IReadOnlyList<TaxonomyProblem> Check(IReadOnlyList<TermSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        List<TaxonomyProblem> problems = [];
        Dictionary<string, TermSource> byId = new(StringComparer.Ordinal);
        foreach (TermSource source in sources)
        {
            if (byId.TryAdd(source.Term.Id, source)) continue;
            problems.Add(At(source, TermTwice, $"Term \"{source.Term.Id}\" is there twice; the first is in {Place(byId[source.Term.Id])}."));
        }

        foreach (TermSource source in sources)
        {
            CheckParent(source, byId, problems);
            CheckReferences(source, byId, problems);
        }

        CheckWords(sources, problems);
        CheckCodes(sources, problems);
        return problems;
    }

    private static void CheckParent(TermSource source, Dictionary<string, TermSource> byId, List<TaxonomyProblem> problems)
    {
        if (source.Term.Parent is not { } parent) return;
        if (!byId.TryGetValue(parent, out TermSource? wider))
        {
            problems.Add(At(source, ParentMissing, $"Term \"{source.Term.Id}\" is an orphan: its parent \"{parent}\" does not exist.", parent));
            return;
        }

        if (wider.Term.Kind != source.Term.Kind)
            problems.Add(At(source, ParentKind, $"Term \"{source.Term.Id}\" is a {source.Term.Kind} and its parent \"{parent}\" is a {wider.Term.Kind}.", parent));

        HashSet<string> way = new(StringComparer.Ordinal) { source.Term.Id };
        for (string? id = parent; id is not null && byId.TryGetValue(id, out TermSource? step); id = step.Term.Parent)
        {
            if (way.Add(id)) continue;
            problems.Add(At(source, TermCircle, $"Term \"{source.Term.Id}\" is its own ancestor."));
            return;
        }
    }

    private static void CheckReferences(TermSource source, Dictionary<string, TermSource> byId, List<TaxonomyProblem> problems)
    {
        foreach (string id in source.Term.Implies.Where(i => !byId.ContainsKey(i)))
            problems.Add(At(source, ImpliesMissing, $"Term \"{source.Term.Id}\" implies \"{id}\", which does not exist.", id));
        foreach (string id in source.Term.Implies.Where(i => byId.TryGetValue(i, out TermSource? implied) && implied.Term.Kind == source.Term.Kind))
            problems.Add(At(source, ImpliesOwnKind, $"Term \"{source.Term.Id}\" implies \"{id}\" of its own kind; a wider term is its parent.", id));
        foreach (string id in source.Term.Context.Where(i => !byId.ContainsKey(i)))
            problems.Add(At(source, ContextMissing, $"Term \"{source.Term.Id}\" wants \"{id}\" as context, which does not exist.", id));
        if (!source.Term.Ambiguous.IsEmpty && source.Term.Context.Count == 0)
            problems.Add(At(source, AmbiguousContext, $"Term \"{source.Term.Id}\" has ambiguous words and no context that would settle them."));
    }

    /// <summary>A name, synonym or abbreviation may belong to one term only; ambiguous words may be shared, since context settles them.</summary>
    private static void CheckWords(IReadOnlyList<TermSource> sources, List<TaxonomyProblem> problems)
    {
        Dictionary<string, TermSource> owners = new(StringComparer.Ordinal);
        foreach (TermSource source in sources)
        {
            IEnumerable<string> words = [source.Term.Name.En, source.Term.Name.Ru, .. source.Term.Synonyms.All, .. source.Term.Abbreviations.All];
            foreach (string word in words)
            {
                string key = WordKey.Of(word);
                if (key.Length == 0) problems.Add(At(source, WordEmpty, $"Term \"{source.Term.Id}\" has an empty word."));
                else if (!owners.TryAdd(key, source) && owners[key] != source)
                    problems.Add(At(source, WordTaken, $"\"{word}\" of \"{source.Term.Id}\" already means \"{owners[key].Term.Id}\" in {Place(owners[key])}.", word, owners[key].Term.Id));
            }
        }
    }

    private static void CheckCodes(IReadOnlyList<TermSource> sources, List<TaxonomyProblem> problems)
    {
        Dictionary<(TermKind, string), TermSource> owners = [];
        foreach (TermSource source in sources)
        {
            foreach (string code in source.Term.Dicom.Concat(source.Term.Values))
            {
                if (!owners.TryAdd((source.Term.Kind, WordKey.Of(code)), source) && owners[(source.Term.Kind, WordKey.Of(code))] != source)
                    problems.Add(At(source, ValueTaken, $"Value \"{code}\" of \"{source.Term.Id}\" already means \"{owners[(source.Term.Kind, WordKey.Of(code))].Term.Id}\".", code, owners[(source.Term.Kind, WordKey.Of(code))].Term.Id));
            }
        }
    }

    private static string Place(TermSource source) => source.Line > 0 ? $"{source.File}:{source.Line}" : source.File;

    private static TaxonomyProblem At(TermSource source, string code, string message, params string[] arguments) =>
        new(source.File, source.Line, message) { Code = code, TermId = source.Term.Id, Arguments = arguments };
}
