using MedAgg.Domain.Search;
using MedAgg.Search.Analysis;
using MedAgg.Search.Index;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Catalog;

/// <summary>An understood question on its way to the index.</summary>
/// <param name="Understood">What the question says.</param>
/// <param name="Words">Its plain words with the terms of the index that they stand for.</param>
/// <param name="Names">Terms of the index that several words of the question make when joined: "chest x-ray 14" is also the name ChestX-ray14.</param>
/// <param name="WordsAreRequired">Whether a dataset must have every plain word.</param>
internal sealed record Question(UnderstoodQuestion Understood, IReadOnlyList<QuestionWord> Words, IReadOnlyList<int> Names, bool WordsAreRequired)
{
    /// <summary>Terms said, by kind: any of a kind, all of the kinds.</summary>
    public IEnumerable<IGrouping<string, UnderstoodSlot>> Said => Understood.Slots.Where(s => !s.IsExcluded && !s.IsImplied).GroupBy(s => s.Kind);

    /// <summary>Whether the question asks for nothing.</summary>
    public bool IsEmpty => Understood.Slots.All(s => s.IsImplied) && Words.Count == 0 && Understood.Phrases.Count == 0;

    public IEnumerable<UnderstoodSlot> Excluded => Understood.Slots.Where(s => s.IsExcluded);

    /// <summary>Whether datasets that lack one of the conditions are worth showing: with three or more, of which one is a finding or a task.</summary>
    public bool HasNearMisses => Conditions >= 3 && Said.Any(kind => IsLackable(kind.Key));

    /// <summary>Whether datasets that lack a finding or task are worth showing when none has it: the question says something else, too.</summary>
    public bool HasNearMissesOfNothing => Conditions >= 2 && Said.Any(kind => IsLackable(kind.Key));

    /// <summary>Kinds of terms that say something of their own: beside "lung cancer", "lung" says nothing new.</summary>
    private int Conditions => Said.Count(kind => kind.Any(slot => !Understood.Implied.Contains(slot.Id)));

    /// <summary>The query of this question.</summary>
    public IndexQuery ToQuery(IndexSnapshot snapshot)
    {
        List<TermGroup> groups = [];
        foreach (IGrouping<string, UnderstoodSlot> kind in Said)
            groups.Add(new TermGroup([.. kind.Select(s => snapshot.FindTerm(CatalogRecords.Any(s.Id))).Where(t => t >= 0)], GroupRole.Required, MayLack: IsLackable(kind.Key)));
        foreach (QuestionWord word in Words) groups.Add(new TermGroup([.. word.Terms, .. word.Completions], WordsAreRequired ? GroupRole.Required : GroupRole.Optional));
        if (Said.Any()) groups.AddRange(Names.Select(n => new TermGroup([n], GroupRole.Optional)));
        foreach (UnderstoodSlot slot in Excluded)
        {
            int term = snapshot.FindTerm(CatalogRecords.Stated(slot.Id));
            if (term >= 0) groups.Add(new TermGroup([term], GroupRole.Excluded));
        }

        // A question of words that no dataset has must not list them all.
        bool asks = Words.Count > 0 && !WordsAreRequired && !Said.Any();
        if (asks && Words.All(w => w.Terms.Count + w.Completions.Count == 0)) groups.Add(new TermGroup([], GroupRole.Required));
        return new IndexQuery
        {
            Groups = groups,
            Phrases = [.. Understood.Phrases.Select(p => Phrase(snapshot, p))],
            ExcludedPhrases = [.. Understood.ExcludedPhrases.Select(p => Phrase(snapshot, p)).Where(p => p.Count > 0)],
            WordOrder = [.. Words.Select(w => w.Terms.Count > 0 ? w.Terms[0] : -1)],
        };
    }

    // Another modality or another part of the body is another dataset; a finding or a task may be missing from a card.
    private static bool IsLackable(string kind) => kind is FacetName.Pathology or FacetName.Task;

    private static List<(int Term, int Offset)> Phrase(IndexSnapshot snapshot, string phrase)
    {
        List<(int Term, int Offset)> terms = [];
        IReadOnlyList<QueryWord> words = QueryWords.Of(phrase);
        int first = -1;
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].IsStop) continue;
            if (first < 0) first = i;
            terms.Add((snapshot.FindTerm(words[i].Stem), i - first));
        }

        return terms;
    }
}
