using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Understanding;

/// <summary>Settles what ambiguous words mean by the other terms beside them.</summary>
internal static class ContextRule
{
    // English words that are also acronyms: in a sentence they are the word.
    private static readonly string[] WordsInSentences = ["us", "ms", "mi", "ad", "dr"];

    /// <param name="taxonomy">The taxonomy of the candidates.</param>
    /// <param name="matches">Matches, ambiguous and not.</param>
    /// <param name="tokens">The words without glue.</param>
    /// <param name="given">Terms that are known beside the words, for a record's text those that its card states.</param>
    /// <returns>The matches that mean something.</returns>
    public static List<TermMatch> Settle(TaxonomyModel taxonomy, IReadOnlyList<TermMatch> matches, IReadOnlyList<QuestionToken> tokens, IReadOnlyList<string> given)
    {
        TermMatch[] settled = [.. matches.Select(m => m with { Term = m.Candidates.FirstOrDefault(c => c.Kind == PatternKind.Plain)?.Term })];

        // Twice, so that what one ambiguous word has come to mean may settle another.
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < settled.Length; i++)
            {
                if (!settled[i].Candidates.Any(c => c.Kind == PatternKind.Ambiguous)) continue;
                List<string> beside = [.. settled.Where((m, other) => other != i && m.Term is not null && !IsExcluded(m, tokens)).Select(m => m.Term!.Id), .. given];
                if (Choose(taxonomy, settled[i], tokens, beside) is { } term) settled[i] = settled[i] with { Term = term };
            }
        }

        return [.. settled.Where(m => m.Term is not null)];
    }

    private static Term? Choose(TaxonomyModel taxonomy, TermMatch match, IReadOnlyList<QuestionToken> tokens, List<string> beside)
    {
        Term? best = null;
        int bestSupport = 0;
        foreach (TermPattern candidate in match.Candidates)
        {
            if (candidate.Kind != PatternKind.Ambiguous || (candidate.IsAcronym && IsWord(match, tokens))) continue;
            int support = Support(taxonomy, candidate.Term, beside);
            if (support <= bestSupport) continue;
            best = candidate.Term;
            bestSupport = support;
        }

        return best;
    }

    // «рак, но не лёгких» is any cancer but that of the lungs.
    private static bool IsExcluded(TermMatch match, IReadOnlyList<QuestionToken> tokens) =>
        match.First > 0 && ExclusionRule.IsCue(tokens[match.First - 1].Folded) && !tokens[match.First].Place.IsAfterBreak;

    private static bool IsWord(TermMatch match, IReadOnlyList<QuestionToken> tokens)
    {
        QuestionToken token = tokens[match.First];
        return !token.IsUpper && tokens.Count > 3 && WordsInSentences.Contains(token.Folded);
    }

    /// <summary>2 for each term of the context that is an area, 1 for each other; 0 when the area that is spoken of is another one.</summary>
    private static int Support(TaxonomyModel taxonomy, Term term, List<string> beside)
    {
        int support = 0;
        bool otherArea = false;
        foreach (string id in beside)
        {
            if (taxonomy.Find(id) is not { } said) continue;
            if (said.Kind == term.Kind && term.Kind == TermKind.Modality) return 0;
            bool area = Fits(taxonomy, term, said.Kind == TermKind.Area ? [said.Id] : [.. taxonomy.Implied(id).Where(t => t.Kind == TermKind.Area).Select(t => t.Id)]);
            bool direct = term.Context.Any(c => taxonomy.IsWithin(id, c));
            if (area) support += 2;
            else if (direct) support++;
            else if (said.Kind == TermKind.Area && !IsWider(taxonomy, said.Id, term)) otherArea = true;
        }

        bool hasArea = term.Context.Any(c => taxonomy.Find(c)?.Kind == TermKind.Area);
        return otherArea && hasArea && support < 2 ? 0 : support;
    }

    private static bool Fits(TaxonomyModel taxonomy, Term term, IReadOnlyList<string> areas) =>
        areas.Any(a => term.Context.Any(c => taxonomy.Find(c)?.Kind == TermKind.Area && taxonomy.IsWithin(a, c)));

    private static bool IsWider(TaxonomyModel taxonomy, string area, Term term) => term.Context.Any(c => taxonomy.IsWithin(c, area));
}
