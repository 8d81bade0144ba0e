using MedAgg.Search.Analysis;

namespace MedAgg.Search.Index;

/// <summary>The query of plain words: each once, as optional groups, a repeated word weighing more.</summary>
public static class WordQuery
{
    public static IndexQuery Of(IndexSnapshot snapshot, IReadOnlyList<QueryWord> words)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(words);
        Dictionary<int, int> times = [];
        List<int> order = [];
        foreach (QueryWord word in words)
        {
            int term = word.IsStop ? -1 : snapshot.FindTerm(word.Stem);
            if (term < 0) continue;
            order.Add(term);
            times[term] = times.GetValueOrDefault(term) + 1;
        }

        TermGroup[] groups = [.. times.Select(t => new TermGroup([t.Key], GroupRole.Optional, t.Value))];
        return new IndexQuery { Groups = groups.Length > 0 ? groups : [new TermGroup([], GroupRole.Required)], WordOrder = order };
    }
}
