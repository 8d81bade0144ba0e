namespace MedAgg.Search.Understanding;

/// <summary>Tells where a question asks to leave something out: "без пневмонии", "not CT". Only a cue right before a term counts.</summary>
internal static class ExclusionRule
{
    private static readonly string[] Cues = ["without", "not", "no", "except", "excluding", "без", "не", "кроме", "исключая"];
    private static readonly string[] Undone = ["only", "just", "merely", "только", "лишь"];
    private static readonly string[] Conjunctions = ["and", "or", "nor", "и", "или", "ни"];

    public static bool IsCue(string folded) => Cues.Contains(folded);

    /// <param name="matches">Settled matches in the order of the words.</param>
    /// <param name="tokens">The words without glue; cues are among them.</param>
    /// <param name="all">All words.</param>
    public static List<TermMatch> Mark(IReadOnlyList<TermMatch> matches, IReadOnlyList<QuestionToken> tokens, IReadOnlyList<QuestionToken> all)
    {
        List<TermMatch> marked = [];
        foreach (TermMatch match in matches)
        {
            bool cue = match.First > 0 && IsCue(tokens[match.First - 1].Folded) && !tokens[match.First].Place.IsAfterBreak && !IsUndone(tokens[match.First - 1], tokens[match.First], all);
            bool continued = marked.Count > 0 && marked[^1].IsExcluded && marked[^1].End == match.First && IsJoined(tokens[match.First - 1], tokens[match.First], all);
            marked.Add(match with { IsExcluded = cue || continued });
        }

        return marked;
    }

    // "не только КТ" asks for CT.
    private static bool IsUndone(QuestionToken cue, QuestionToken term, IReadOnlyList<QuestionToken> all) =>
        Between(cue, term, all).Any(t => Undone.Contains(t.Folded));

    private static IEnumerable<QuestionToken> Between(QuestionToken before, QuestionToken after, IReadOnlyList<QuestionToken> all) =>
        all.Where(t => t.Place.Start > before.Place.Start && t.Place.Start < after.Place.Start);

    private static bool IsJoined(QuestionToken before, QuestionToken after, IReadOnlyList<QuestionToken> all) =>
        !after.Place.IsAfterBreak && Between(before, after, all).Any(t => Conjunctions.Contains(t.Folded));
}
