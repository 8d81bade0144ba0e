using System.Text;
using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>
/// Free text → terms of the taxonomy, by the longest names over stemmed words in either language. Made once for a taxonomy; thread-safe.
/// </summary>
public sealed class QueryUnderstanding
{
    /// <summary>Letters of a name beside an abbreviation. Shorter ones tell how an image was made: DCE-MRI, HR-CT.</summary>
    private const int MinName = 4;

    private readonly TermPatterns _patterns;
    private readonly QuestionRepair _repair;
    private readonly ModalityOfArea _narrowing;
    private readonly SenseTable _senses;

    /// <summary>With the words that ship with the product.</summary>
    public QueryUnderstanding(TaxonomyModel taxonomy)
        : this(taxonomy, WordSenseLoader.LoadShipped())
    {
    }

    /// <param name="taxonomy">The terms.</param>
    /// <param name="senses">Ordinary words that mean the same in both languages.</param>
    public QueryUnderstanding(TaxonomyModel taxonomy, IReadOnlyList<WordSense> senses)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        ArgumentNullException.ThrowIfNull(senses);
        Taxonomy = taxonomy;
        _patterns = new TermPatterns(taxonomy);
        _senses = new SenseTable(senses);
        _repair = new QuestionRepair(_patterns, _senses);
        _narrowing = new ModalityOfArea(_patterns);
    }

    public TaxonomyModel Taxonomy { get; }

    /// <summary>Understands a question. Never throws for user text.</summary>
    /// <param name="text">What the user typed.</param>
    /// <param name="removed">Terms that are to be plain words, as <c>kind:id</c>.</param>
    /// <param name="isKnown">Whether a folded word is right as it stands although no term has it; null where nobody can tell.</param>
    public UnderstoodQuestion Understand(string text, IReadOnlyCollection<string>? removed = null, Func<string, bool>? isKnown = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        QuestionText question = QuestionText.Of(WordForm.Composed(text));
        List<QuestionToken> typed = QuestionToken.AllOf(question.Free);
        List<QuestionToken> tokens = _repair.Repair(question.Text, typed, isKnown ?? (_ => false), Covered);
        List<QuestionToken> content = [.. tokens.Where(t => !t.IsGlue)];
        List<TermMatch> matches = Matches(content, []);
        if (removed is { Count: > 0 }) matches = [.. matches.Where(m => !removed.Contains(Name(m.Term!)))];
        matches = ExclusionRule.Mark(matches, content, tokens);

        List<UnderstoodSlot> slots = Slots(question.Text, matches, content);
        List<string> excluded = [];
        foreach (string part in question.Excluded) Exclude(part, removed, slots, excluded);
        _narrowing.Narrow(slots, removed);
        AddImplied(slots);
        return new UnderstoodQuestion
        {
            Slots = slots,
            Implied = [.. slots.Where(s => s is { IsExcluded: false, IsImplied: false }).SelectMany(s => Taxonomy.Implied(s.Id)).Select(t => t.Id).Distinct(StringComparer.Ordinal)],
            Words = Rest(content, matches),
            Phrases = question.Phrases,
            ExcludedPhrases = excluded,
            Corrected = Corrected(question.Text, tokens),
        };
    }

    /// <summary>Terms that a text of a record mentions, in the order of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="stated">Terms that the record's card states; they settle ambiguous words.</param>
    public IReadOnlyList<Mention> Mentions(string text, IReadOnlyList<string> stated) => Read(text, stated).Terms;

    /// <summary>Terms and ordinary words of a text of a record.</summary>
    /// <param name="text">The text.</param>
    /// <param name="stated">Terms that the record's card states; they settle ambiguous words.</param>
    public TextReading Read(string text, IReadOnlyList<string> stated)
    {
        List<QuestionToken> content = [.. QuestionToken.AllOf(text).Where(t => !t.IsGlue)];
        List<TermMatch> matches = ExclusionRule.Mark(Matches(content, stated), content, content);
        return new TextReading(
            [.. matches.Where(m => !m.IsExcluded).Select(m => new Mention(m.Term!.Id, content[m.First].Place.Start, content[m.End - 1].Place.End))],
            [.. _senses.Find(content, _ => false).Select(m => new Mention(m.Sense.Name, content[m.First].Place.Start, content[m.First + m.Count - 1].Place.End))]);
    }

    /// <summary>The name of the sense that an ordinary word has by itself; null when it has none.</summary>
    public string? SenseOf(string folded) => _senses.Of(folded)?.Name;

    private List<TermMatch> Matches(List<QuestionToken> content, IReadOnlyList<string> given)
    {
        List<TermMatch> found = [];
        for (int i = 0; i < content.Count;)
        {
            int length = _patterns.Longest(content, i, out IReadOnlyList<TermPattern> candidates, out bool isInOrder);
            if (length > 1 && LongerInside(content, i, length) is { } cut) length = _patterns.Longest(content[..cut], i, out candidates, out isInOrder);
            if (length > 0 && !IsQuantity(content, i, length) && !IsInDatasetName(content, i, length)) found.Add(new TermMatch(i, length, candidates));
            if (!isInOrder) AddAreasInside(content, i, length, candidates, found);
            i += Math.Max(1, length);
        }

        return ContextRule.Settle(Taxonomy, found, content, given);
    }

    // «печени с опухолями»: a tumour of the liver, and the liver was spoken of by itself.
    private void AddAreasInside(List<QuestionToken> content, int at, int length, IReadOnlyList<TermPattern> candidates, List<TermMatch> found)
    {
        if (!candidates.All(c => c.Term.Kind == TermKind.Pathology)) return;
        for (int count = length - 1; count > 0; count--)
        {
            for (int i = at; i + count <= at + length; i++)
            {
                if (_patterns.Longest(content[..(i + count)], i, out IReadOnlyList<TermPattern> areas) != count) continue;
                if (!areas.Any(a => a.Kind == PatternKind.Plain && candidates.All(c => c.Term.Implies.Contains(a.Term.Id)))) continue;
                found.Add(new TermMatch(i, count, areas));
                return;
            }
        }
    }

    // «сегментация лёгких на рентгене грудной клетки»: the X-ray is that of the chest, though «рентген лёгких» is a name, too.
    private int? LongerInside(List<QuestionToken> content, int at, int length)
    {
        for (int i = at + 1; i < at + length; i++)
            if (_patterns.Longest(content, i, out _) is var other && other > length && i + other > at + length) return i;
        return null;
    }

    // MIMIC-CXR is a dataset, not a question for chest X-rays: an abbreviation hangs on a name that nobody else has.
    private bool IsInDatasetName(List<QuestionToken> content, int at, int length)
    {
        if (length != 1 || !content[at].IsUpper) return false;
        return (content[at].Place.IsHyphened && at > 0 && IsName(content[at - 1])) || (at + 1 < content.Count && content[at + 1].Place.IsHyphened && IsName(content[at + 1]));

        bool IsName(QuestionToken token) => token.Folded.Length >= MinName && !token.HasDigit && token.Text.Skip(1).Any(char.IsUpper)
            && !_patterns.Knows(token) && !_senses.Knows(token) && !KnownWords.Contains(token);
    }

    // "2 TB" is a size.
    private static bool IsQuantity(List<QuestionToken> content, int at, int length) =>
        length == 1 && at > 0 && content[at].Folded is "tb" or "тб" && content[at - 1].Folded.All(c => char.IsAsciiDigit(c) || c is '.' or ',');

    private HashSet<Word> Covered(List<QuestionToken> tokens)
    {
        List<QuestionToken> content = [.. tokens.Where(t => !t.IsGlue)];
        return [.. Matches(content, []).SelectMany(m => content.Skip(m.First).Take(m.Count)).Select(t => t.Place)];
    }

    private static List<UnderstoodSlot> Slots(string text, List<TermMatch> matches, List<QuestionToken> content)
    {
        List<UnderstoodSlot> slots = [];
        foreach (TermMatch match in matches)
        {
            int start = content[match.First].Place.Start;
            int end = Math.Min(text.Length, content[match.End - 1].Place.End);
            string words = text[start..end];
            int same = slots.FindIndex(s => s.Id == match.Term!.Id && s.IsExcluded == match.IsExcluded);
            if (same < 0) slots.Add(new UnderstoodSlot(KindName(match.Term!), match.Term!.Id, words, match.IsExcluded));
            else if (!slots[same].Words.Contains(words, StringComparison.OrdinalIgnoreCase)) slots[same] = slots[same] with { Words = $"{slots[same].Words}, {words}" };
        }

        return slots;
    }

    private void Exclude(string part, IReadOnlyCollection<string>? removed, List<UnderstoodSlot> slots, List<string> excluded)
    {
        List<QuestionToken> content = [.. QuestionToken.AllOf(part).Where(t => !t.IsGlue)];
        List<TermMatch> matches = [.. Matches(content, [.. slots.Select(s => s.Id)]).Where(m => removed?.Contains(Name(m.Term!)) != true)];
        if (matches.Count == 1 && matches[0].Count == content.Count)
            slots.Add(new UnderstoodSlot(KindName(matches[0].Term!), matches[0].Term!.Id, part, IsExcluded: true));
        else if (content.Count > 0) excluded.Add(part);
    }

    private void AddImplied(List<UnderstoodSlot> slots)
    {
        foreach (UnderstoodSlot slot in slots.Where(s => !s.IsExcluded).ToList())
        {
            foreach (Term term in Taxonomy.Implied(slot.Id))
            {
                if (!slots.Exists(s => Taxonomy.IsWithin(s.Id, term.Id))) slots.Add(new UnderstoodSlot(KindName(term), term.Id, slot.Words, IsImplied: true));
            }
        }
    }

    private List<QueryWord> Rest(List<QuestionToken> content, List<TermMatch> matches)
    {
        HashSet<int> taken = Taken(matches);
        List<QueryWord> rest = [];
        List<QueryWord> telling = [];
        List<SenseMatch> senses = _senses.Find(content, taken.Contains);
        for (int i = 0; i < content.Count; i++)
        {
            if (taken.Contains(i) || ExclusionRule.IsCue(content[i].Folded) || StopWords.Contains(content[i].Folded)) continue;
            SenseMatch? sense = senses.Find(m => m.First <= i && i < m.First + m.Count);
            List<QuestionToken> together = sense is null ? [content[i]] : [.. content.Take(sense.First + sense.Count).Where((_, j) => j >= i && !taken.Contains(j))];
            QueryWord word = WordOf(together, sense);
            rest.Add(word);
            if (together.Count > 1 || !KnownWords.IsAsking(content[i])) telling.Add(word);
            i = Math.Max(i, sense is null ? i : sense.First + sense.Count - 1);
        }

        // A question of nothing but words of asking still asks for those words.
        return telling.Count == 0 && matches.Count == 0 ? rest : telling;
    }

    private static QueryWord WordOf(List<QuestionToken> tokens, SenseMatch? sense)
    {
        QuestionToken first = tokens[0];
        string folded = string.Concat(tokens.Select(t => t.Folded));
        Word place = first.Place with { Length = tokens[^1].Place.End - first.Place.Start };
        return new QueryWord(string.Join(' ', tokens.Select(t => t.Text)), folded, WordForm.StemOf(folded), StopWords.Contains(folded), place) { Sense = sense?.Sense.Name };
    }

    private static HashSet<int> Taken(List<TermMatch> matches) => [.. matches.SelectMany(m => Enumerable.Range(m.First, m.Count))];

    private static string? Corrected(string text, List<QuestionToken> tokens)
    {
        if (!tokens.Exists(t => t.IsRepaired)) return null;
        StringBuilder corrected = new();
        int at = 0;
        foreach (QuestionToken token in tokens.Where(t => t.IsRepaired))
        {
            corrected.Append(text, at, Math.Max(0, token.Place.Start - at)).Append(token.Shown);
            at = Math.Max(at, token.Place.End);
        }

        return corrected.Append(text, at, text.Length - at).ToString();
    }

    private static string Name(Term term) => $"{KindName(term)}:{term.Id}";

    private static string KindName(Term term) => term.Kind.ToString().ToLowerInvariant();
}
