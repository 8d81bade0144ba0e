using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Understanding;

/// <summary>
/// Finds ordinary words that mean the same in both languages («размеченный», "annotated"), phrases before their words. In a question they are what
/// is left when its terms are taken; a text has all of its words. A question in either language so asks for the same.
/// </summary>
internal sealed class SenseTable
{
    private readonly Dictionary<string, WordSense> _senses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inflections;
    private readonly int _longest;

    public SenseTable(IReadOnlyList<WordSense> senses)
    {
        List<(WordSense Sense, List<QuestionToken> Tokens)> names = [.. senses.SelectMany(s => s.Words.All.Select(w => (s, QuestionToken.AllOf(w).FindAll(t => !t.IsGlue))))];
        foreach (QuestionToken token in names.SelectMany(n => n.Tokens)) _words.TryAdd(token.Folded, token.Key);
        _inflections = Inflections.Of(_words.Keys);
        foreach ((WordSense sense, List<QuestionToken> tokens) in names)
        {
            Add(sense, tokens.Select(t => Usual(t.Key)));
            if (tokens.Exists(t => t.Place.IsHyphened)) Add(sense, [Usual(TermKey.Of(string.Concat(tokens.Select(t => t.Folded))))]);
            foreach (QuestionToken token in tokens) _keys.Add(Usual(token.Key));
            _longest = Math.Max(_longest, tokens.Count);
        }
    }

    /// <summary>Phrases that two senses claim; a curator has to decide.</summary>
    public List<(string Phrase, WordSense First, WordSense Second)> Conflicts { get; } = [];

    /// <summary>Folded words with their keys.</summary>
    public IReadOnlyDictionary<string, string> Words => _words;

    /// <summary>Whether some sense has this word.</summary>
    public bool Knows(QuestionToken token) => _keys.Contains(Usual(token.Key));

    /// <summary>The sense of one word; null when it has none by itself.</summary>
    public WordSense? Of(string folded) => _senses.GetValueOrDefault(Usual(TermKey.Of(folded)));

    /// <summary>The senses in a text, left to right.</summary>
    /// <param name="tokens">Words without glue.</param>
    /// <param name="isTaken">Whether a term has the word; a phrase may lend words from terms, but not all of them.</param>
    public List<SenseMatch> Find(IReadOnlyList<QuestionToken> tokens, Predicate<int> isTaken)
    {
        List<SenseMatch> found = [];
        for (int at = 0; at < tokens.Count;)
        {
            SenseMatch? match = Longest(tokens, at, isTaken);
            if (match is not null) found.Add(match);
            at += match?.Count ?? 1;
        }

        return found;
    }

    private SenseMatch? Longest(IReadOnlyList<QuestionToken> tokens, int at, Predicate<int> isTaken)
    {
        SenseMatch? longest = null;
        string phrase = "";
        bool free = false;
        for (int count = 1; count <= _longest && at + count <= tokens.Count; count++)
        {
            QuestionToken token = tokens[at + count - 1];
            string key = Usual(token.Key);
            if (!_keys.Contains(key) || (count > 1 && token.Place.IsAfterBreak)) break;
            phrase = count == 1 ? key : phrase + ' ' + key;
            free |= !isTaken(at + count - 1);
            if (free && _senses.TryGetValue(phrase, out WordSense? sense)) longest = new SenseMatch(at, count, sense);
        }

        return longest;
    }

    private void Add(WordSense sense, IEnumerable<string> keys)
    {
        string phrase = string.Join(' ', keys);
        if (phrase.Length > 0 && !_senses.TryAdd(phrase, sense) && _senses[phrase] != sense) Conflicts.Add((phrase, _senses[phrase], sense));
        if (!phrase.Contains(' ', StringComparison.Ordinal)) _keys.Add(phrase);
    }

    private string Usual(string key) => _inflections.GetValueOrDefault(key, key);
}
