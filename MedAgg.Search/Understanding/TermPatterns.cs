using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>All names of a taxonomy, ready to be found in words: a tree over stems (names) and over whole words (abbreviations).</summary>
internal sealed class TermPatterns
{
    /// <summary>Longest name in words that is also found in another order ("nodules in the lung").</summary>
    private const int MaxUnordered = 4;

    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _wholeWords = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Node, int Symbol), int> _edges = [];
    private readonly List<List<TermPattern>?> _ends = [null];
    private readonly Dictionary<string, List<TermPattern>> _unordered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inflections;
    private readonly SortedDictionary<string, string> _words = new(StringComparer.Ordinal);

    public TermPatterns(TaxonomyModel taxonomy)
    {
        Taxonomy = taxonomy;
        foreach (string name in taxonomy.Terms.SelectMany(NamesOf).Concat(taxonomy.Terms.SelectMany(t => t.Ambiguous.All.Where(a => !IsAcronym(a)))))
            foreach (QuestionToken token in Tokens(name)) _words.TryAdd(token.Folded, token.Key);
        _inflections = Inflections.Of(_words.Keys);
        foreach (Term term in taxonomy.Terms)
        {
            foreach (string name in NamesOf(term)) AddName(name, new TermPattern(term, PatternKind.Plain, false));
            foreach (string name in term.Abbreviations.All) AddAbbreviation(name, new TermPattern(term, PatternKind.Plain, true));
            if (term.Badge is { } badge) AddBadge(term, badge);
            foreach (string name in term.Ambiguous.All)
            {
                bool acronym = IsAcronym(name);
                TermPattern pattern = new(term, PatternKind.Ambiguous, acronym);
                if (acronym) AddAbbreviation(name, pattern);
                else AddName(name, pattern);
            }
        }
    }

    public TaxonomyModel Taxonomy { get; }

    /// <summary>Longest name in words.</summary>
    public int MaxLength { get; private set; }

    /// <summary>Folded words of names with their keys, the vocabulary that spelling is repaired against.</summary>
    public IReadOnlyDictionary<string, string> Words => _words;

    /// <summary>Stems that words of names also have, each with such a word.</summary>
    public IEnumerable<(string Form, string Word)> Inflected =>
        from word in _words.GroupBy(w => Usual(w.Value), w => w.Key)
        join form in _inflections on word.Key equals form.Value
        select (form.Key, word.First());

    public IEnumerable<string> WholeWords => _wholeWords.Keys;

    /// <summary>Whether some name has this word.</summary>
    public bool Knows(QuestionToken token) => KeySymbol(token.Key) >= 0 || _wholeWords.ContainsKey(token.WholeWord);

    /// <summary>Whether the word is a whole name or abbreviation by itself, not only a part of one.</summary>
    public bool IsName(QuestionToken token) => Longest([token], 0, out _) > 0;

    /// <summary>The longest name that begins at a word.</summary>
    /// <param name="tokens">Words without glue.</param>
    /// <param name="at">Where to begin.</param>
    /// <param name="found">What it names; several ambiguous terms share a word.</param>
    /// <returns>Words that the name takes, 0 for none.</returns>
    public int Longest(IReadOnlyList<QuestionToken> tokens, int at, out IReadOnlyList<TermPattern> found) => Longest(tokens, at, out found, out _);

    /// <inheritdoc cref="Longest(IReadOnlyList{QuestionToken}, int, out IReadOnlyList{TermPattern})"/>
    /// <param name="tokens">Words without glue.</param>
    /// <param name="at">Where to begin.</param>
    /// <param name="found">What it names; several ambiguous terms share a word.</param>
    /// <param name="isInOrder">Whether the words stand in the order of the name.</param>
    public int Longest(IReadOnlyList<QuestionToken> tokens, int at, out IReadOnlyList<TermPattern> found, out bool isInOrder)
    {
        isInOrder = false;
        int length = Walk(tokens, at, 0, at, out List<TermPattern>? ordered);
        for (int count = Math.Min(MaxUnordered, tokens.Count - at); count > Math.Max(1, length); count--)
        {
            if (!IsOnePiece(tokens, at, count) || UnorderedKey(tokens, at, count) is not { } key || !_unordered.TryGetValue(key, out List<TermPattern>? patterns)) continue;
            found = patterns;
            return count;
        }

        found = ordered ?? [];
        isInOrder = true;
        return length;
    }

    private static bool IsOnePiece(IReadOnlyList<QuestionToken> tokens, int at, int count)
    {
        for (int i = at + 1; i < at + count; i++)
            if (tokens[i].Place.IsAfterBreak) return false;
        return true;
    }

    private int Walk(IReadOnlyList<QuestionToken> tokens, int at, int node, int next, out List<TermPattern>? patterns)
    {
        int best = 0;
        patterns = null;
        if (_ends[node] is { } here)
        {
            best = next - at;
            patterns = here;
        }

        if (next >= tokens.Count || (next > at && tokens[next].Place.IsAfterBreak)) return best;
        ReadOnlySpan<int> symbols = [KeySymbol(tokens[next].Key), _wholeWords.GetValueOrDefault(tokens[next].WholeWord, -1)];
        foreach (int symbol in symbols)
        {
            if (symbol < 0 || !_edges.TryGetValue((node, symbol), out int child)) continue;
            int length = Walk(tokens, at, child, next + 1, out List<TermPattern>? further);
            if (length <= best && !(length == best && patterns is null)) continue;
            best = length;
            patterns = further;
        }

        return best;
    }

    /// <summary>The stems of a name, in no order.</summary>
    public IEnumerable<string> Stems(string name) => Tokens(name).Select(t => Usual(t.Key));

    /// <summary>Names of a term that are no abbreviations.</summary>
    public static IEnumerable<string> NamesOf(Term term) => [term.Name.En, term.Name.Ru, .. term.Synonyms.All];

    private static bool IsAcronym(string name) => name.All(c => !char.IsLower(c));

    private string Usual(string key) => _inflections.GetValueOrDefault(key, key);

    private int KeySymbol(string key) => _keys.GetValueOrDefault(Usual(key), -1);

    private void AddName(string name, TermPattern pattern)
    {
        List<QuestionToken> tokens = Tokens(name);
        Add([.. tokens.Select(t => Symbol(_keys, Usual(t.Key), odd: false))], pattern);
        if (tokens.Count is > 1 and <= MaxUnordered && UnorderedKey(tokens, 0, tokens.Count) is { } key) AddTo(_unordered, key, pattern);
        if (JoinHyphened(tokens) is { } joined) Add([.. joined.Select(j => Symbol(_keys, Usual(TermKey.Of(j)), odd: false))], pattern);
    }

    private void AddAbbreviation(string name, TermPattern pattern)
    {
        List<QuestionToken> tokens = Tokens(name);
        Add([.. tokens.Select(t => Symbol(_wholeWords, t.Folded, odd: true))], pattern);
        if (tokens.Count > 1) Add([Symbol(_wholeWords, string.Concat(tokens.Select(t => t.Folded)), odd: true)], pattern);
    }

    /// <summary>A badge is found like an abbreviation, unless the curator gave that word as ambiguous or to another term.</summary>
    private void AddBadge(Term term, LocalizedName badge)
    {
        IEnumerable<string> names = term.Abbreviations.All.Concat(term.Synonyms.All);
        foreach (string name in new[] { badge.En, badge.Ru }.Distinct(StringComparer.Ordinal))
        {
            if (names.Any(n => WordKey.Of(n) == WordKey.Of(name))) AddAbbreviation(name, new TermPattern(term, PatternKind.Plain, true));
        }
    }

    private void Add(int[] symbols, TermPattern pattern)
    {
        if (symbols.Length == 0) return;
        int node = 0;
        foreach (int symbol in symbols)
        {
            if (!_edges.TryGetValue((node, symbol), out int child))
            {
                child = _ends.Count;
                _ends.Add(null);
                _edges.Add((node, symbol), child);
            }

            node = child;
        }

        List<TermPattern> patterns = _ends[node] ??= [];
        if (!patterns.Contains(pattern)) patterns.Add(pattern);
        MaxLength = Math.Max(MaxLength, symbols.Length);
    }

    private static List<QuestionToken> Tokens(string name)
    {
        List<QuestionToken> tokens = [];
        WordScanner scanner = new(name);
        while (scanner.MoveNext())
        {
            QuestionToken token = QuestionToken.Of(name, scanner.Current);
            if (!token.IsGlue) tokens.Add(token);
        }

        return tokens;
    }

    private static List<string>? JoinHyphened(List<QuestionToken> tokens)
    {
        if (!tokens.Exists(t => t.Place.IsHyphened)) return null;
        List<string> joined = [];
        foreach (QuestionToken token in tokens)
        {
            if (token.Place.IsHyphened && joined.Count > 0) joined[^1] += token.Folded;
            else joined.Add(token.Folded);
        }

        return joined;
    }

    private string? UnorderedKey(IReadOnlyList<QuestionToken> tokens, int at, int count)
    {
        int[] symbols = new int[count];
        for (int i = 0; i < count; i++)
        {
            symbols[i] = KeySymbol(tokens[at + i].Key);
            if (symbols[i] < 0) return null;
        }

        Array.Sort(symbols);
        return string.Join(' ', symbols);
    }

    private static void AddTo(Dictionary<string, List<TermPattern>> index, string key, TermPattern pattern)
    {
        if (!index.TryGetValue(key, out List<TermPattern>? patterns)) index[key] = patterns = [];
        if (!patterns.Contains(pattern)) patterns.Add(pattern);
    }

    // Stems and whole words share the tree, so that names like "CT scan" and abbreviations like "РГ ОГК" are found in one walk.
    private static int Symbol(Dictionary<string, int> symbols, string text, bool odd)
    {
        if (!symbols.TryGetValue(text, out int symbol)) symbols[text] = symbol = (symbols.Count * 2) + (odd ? 1 : 0);
        return symbol;
    }
}
