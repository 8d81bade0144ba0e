using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>
/// Reads words that mean nothing as they stand in other ways: the other keyboard layout, Russian in Latin letters, a misspelling. Only such
/// words are touched, and a repair stays only if its word becomes part of a term.
/// </summary>
internal sealed class QuestionRepair(TermPatterns patterns)
{
    private const int Candidates = 3;
    private readonly Transliteration _transliteration = new(patterns);
    private readonly Spelling _spelling = new(patterns);

    /// <param name="text">The text that the tokens stand in.</param>
    /// <param name="tokens">All words.</param>
    /// <param name="isKnown">Whether a word is right beyond the ordinary ones, for example because records have it.</param>
    /// <param name="covered">The words that the terms of a reading take.</param>
    public List<QuestionToken> Repair(string text, List<QuestionToken> tokens, Func<string, bool> isKnown, Func<List<QuestionToken>, HashSet<Word>> covered)
    {
        HashSet<Word> taken = covered(tokens);
        bool IsPoor(QuestionToken t) => !t.IsGlue && !taken.Contains(t.Place) && !t.IsRepaired && !KnownWords.Contains(t) && !patterns.Knows(t) && !isKnown(t.Folded);
        if (!tokens.Exists(IsPoor)) return tokens;

        tokens = TurnChunks(text, tokens, IsPoor);
        taken = covered(tokens);
        return tokens.Exists(IsPoor) ? Respell(tokens, IsPoor, covered) : tokens;
    }

    private List<QuestionToken> TurnChunks(string text, List<QuestionToken> tokens, Predicate<QuestionToken> isPoor)
    {
        List<List<QuestionToken>> chunks = Chunks(text, tokens);
        List<List<QuestionToken>?> layouts = [.. chunks.Select(c => c.Exists(isPoor) ? OtherLayout(text, c) : null)];
        List<List<QuestionToken>?> spelled = [.. chunks.Select(c => c.Exists(isPoor) ? Transliterated(c) : null)];
        bool layout = IsConvincing(chunks, layouts);
        bool letters = IsConvincing(chunks, spelled);
        List<QuestionToken> turned = [];
        for (int i = 0; i < chunks.Count; i++) turned.AddRange((layout ? layouts[i] : null) ?? (letters ? spelled[i] : null) ?? chunks[i]);
        return turned;
    }

    // Short words turn into something by accident: one long one must be among them, or the whole question must turn.
    private bool IsConvincing(List<List<QuestionToken>> chunks, List<List<QuestionToken>?> turned)
    {
        if (turned.TrueForAll(t => t is null)) return false;
        if (turned.Exists(t => t is not null && t.Exists(w => w.Folded.Length >= 4 && patterns.Knows(w)))) return true;
        return chunks.Zip(turned).All(p => p.Second is not null || p.First.TrueForAll(t => t.IsGlue || t.HasDigit || patterns.Knows(t)))
            && turned.Exists(t => t is not null && t.Exists(patterns.IsName));
    }

    private static List<List<QuestionToken>> Chunks(string text, List<QuestionToken> tokens)
    {
        List<List<QuestionToken>> chunks = [];
        foreach (QuestionToken token in tokens)
        {
            bool together = chunks.Count > 0 && !text.AsSpan(chunks[^1][^1].Place.End, token.Place.Start - chunks[^1][^1].Place.End).ContainsAny(" \t\r\n\u00a0");
            if (together) chunks[^1].Add(token);
            else chunks.Add([token]);
        }

        return chunks;
    }

    private List<QuestionToken>? OtherLayout(string text, List<QuestionToken> chunk)
    {
        // Punctuation of one layout is letters of the other: "kturb[" is «легких».
        int start = chunk[0].Place.Start;
        int end = chunk[^1].Place.End;
        int wide = end;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1])) start--;
        while (wide < text.Length && !char.IsWhiteSpace(text[wide])) wide++;
        return Turned(text, start, wide, chunk) ?? Turned(text, chunk[0].Place.Start, end, chunk);
    }

    private List<QuestionToken>? Turned(string text, int start, int end, List<QuestionToken> chunk)
    {
        if (KeyboardLayout.Other(text[start..end]) is not { } other) return null;
        List<QuestionToken> turned = [];
        WordScanner scanner = new(other);
        while (scanner.MoveNext())
        {
            Word place = scanner.Current with { Start = start + scanner.Current.Start, IsAfterBreak = turned.Count == 0 && chunk[0].Place.IsAfterBreak };
            QuestionToken token = new(text.Substring(place.Start, place.Length), WordForm.FoldOf(other.AsSpan(scanner.Current.Start, scanner.Current.Length)), place) { IsRepaired = true };
            if (!patterns.Knows(token) && !KnownWords.Contains(token)) return null;
            turned.Add(token);
        }

        return turned.Count > 0 ? turned : null;
    }

    private List<QuestionToken>? Transliterated(List<QuestionToken> chunk)
    {
        List<QuestionToken> turned = [];
        foreach (QuestionToken token in chunk)
        {
            if (_transliteration.Find(token.Folded) is not { } word) return null;
            turned.Add(new QuestionToken(token.Text, word, token.Place) { IsRepaired = true });
        }

        return turned;
    }

    private List<QuestionToken> Respell(List<QuestionToken> tokens, Predicate<QuestionToken> isPoor, Func<List<QuestionToken>, HashSet<Word>> covered)
    {
        // All at once first: «gruond glas» is a name only when both are right. Then each word that found no place for itself.
        List<IReadOnlyList<string>> near = [.. tokens.Select((t, i) => isPoor(t) && !IsInName(tokens, i) ? _spelling.Near(t, Candidates) : [])];
        List<QuestionToken> tried = [.. tokens.Select((t, i) => near[i].Count > 0 ? Respelled(t, near[i][0]) : t)];
        HashSet<Word> taken = covered(tried);
        for (int i = 0; i < tried.Count; i++)
        {
            if (near[i].Count == 0 || taken.Contains(tried[i].Place)) continue;
            tried[i] = tokens[i];
            foreach (string word in near[i].Skip(1))
            {
                List<QuestionToken> other = [.. tried];
                other[i] = Respelled(tokens[i], word);
                if (!covered(other).Contains(other[i].Place)) continue;
                tried = other;
                break;
            }
        }

        // A word that was needed only by one that is gone again goes too.
        taken = covered(tried);
        return [.. tried.Select((t, i) => near[i].Count > 0 && !taken.Contains(t.Place) ? tokens[i] : t)];
    }

    /// <summary>ChestX-ray14 and BraTS are names of datasets, not misspellings.</summary>
    private static bool IsInName(List<QuestionToken> tokens, int at)
    {
        bool nextHasDigit = at + 1 < tokens.Count && tokens[at + 1].Place.IsHyphened && tokens[at + 1].HasDigit;
        bool previousHasDigit = at > 0 && tokens[at].Place.IsHyphened && tokens[at - 1].HasDigit;
        return nextHasDigit || previousHasDigit || (tokens[at].Text.Skip(1).Any(char.IsUpper) && tokens[at].Text.Any(char.IsLower));
    }

    private static QuestionToken Respelled(QuestionToken token, string word) => new(token.Text, word, token.Place) { IsRepaired = true };
}
