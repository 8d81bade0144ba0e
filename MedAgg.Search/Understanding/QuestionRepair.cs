using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>
/// Reads words that mean nothing as they stand in other ways: the other keyboard layout, Russian in Latin letters, a misspelling. Only such
/// words are touched, and a repair stays only if its word becomes part of a term.
/// </summary>
internal sealed class QuestionRepair(TermPatterns patterns, SenseTable senses)
{
    private const int Candidates = 3;
    private const int MinParted = 6;
    private readonly Transliteration _transliteration = new(patterns, senses);
    private readonly Spelling _spelling = new(patterns);

    /// <param name="text">The text that the tokens stand in.</param>
    /// <param name="tokens">All words.</param>
    /// <param name="isKnown">Whether a word is right beyond the ordinary ones, for example because records have it.</param>
    /// <param name="covered">The words that the terms of a reading take.</param>
    public List<QuestionToken> Repair(string text, List<QuestionToken> tokens, Func<string, bool> isKnown, Func<List<QuestionToken>, HashSet<Word>> covered)
    {
        HashSet<Word> taken = covered(tokens);
        bool IsPoor(QuestionToken t) => !t.IsGlue && !taken.Contains(t.Place) && !t.IsRepaired && !KnownWords.Contains(t) && !TermKey.IsOtherWord(t.Folded) && !patterns.Knows(t) && !senses.Knows(t) && !isKnown(t.Folded);
        if (!tokens.Exists(IsPoor)) return tokens;

        tokens = [.. tokens.Select(t => IsPoor(t) ? Lookalikes.Of(t, patterns) ?? t : t)];
        taken = covered(tokens);
        tokens = TurnChunks(text, tokens, IsPoor, covered);
        taken = covered(tokens);
        if (tokens.Exists(IsPoor)) tokens = Respell(tokens, IsPoor, covered);
        taken = covered(tokens);
        return tokens.Exists(IsPoor) ? Part(tokens, IsPoor, covered) : tokens;
    }

    private List<QuestionToken> TurnChunks(string text, List<QuestionToken> tokens, Predicate<QuestionToken> isPoor, Func<List<QuestionToken>, HashSet<Word>> covered)
    {
        List<List<QuestionToken>> chunks = Chunks(text, tokens);
        List<List<QuestionToken>?> layouts = [.. chunks.Select(c => c.Exists(isPoor) ? OtherLayout(text, c, mayBeMisspelt: false) : null)];
        List<List<QuestionToken>?> spelled = [.. chunks.Select(c => c.Exists(isPoor) ? Transliterated(c) : null)];
        bool layout = IsConvincing(chunks, layouts);
        bool letters = IsConvincing(chunks, spelled);
        if (!layout && !letters) return tokens;

        // Somebody who typed one word in the wrong layout typed its neighbours so, mistakes included.
        if (layout) layouts = [.. layouts.Select((t, i) => t ?? (chunks[i].Exists(isPoor) ? OtherLayout(text, chunks[i], mayBeMisspelt: true) : null))];
        if (layout) layouts = [.. layouts.Select((t, i) => t is null ? null : Joined(text, chunks, layouts, i))];
        List<List<QuestionToken>> turned = [.. chunks.Select((c, i) => (layout ? layouts[i] : null) ?? (letters ? spelled[i] : null) ?? c)];
        HashSet<Word> taken = covered([.. turned.SelectMany(t => t)]);
        return turned.Exists(t => t.Exists(w => w.IsRepaired && taken.Contains(w.Place))) ? [.. turned.SelectMany(t => t)] : tokens;
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

    private List<QuestionToken>? OtherLayout(string text, List<QuestionToken> chunk, bool mayBeMisspelt)
    {
        // Punctuation of one layout is letters of the other: "kturb[" is «легких».
        int start = chunk[0].Place.Start;
        int end = chunk[^1].Place.End;
        int wide = end;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1])) start--;
        while (wide < text.Length && !char.IsWhiteSpace(text[wide])) wide++;
        return Turned(text, start, wide, chunk, mayBeMisspelt) ?? Turned(text, chunk[0].Place.Start, end, chunk, mayBeMisspelt);
    }

    // The ; of «;tktps» was a letter, not a break between two words.
    private static List<QuestionToken> Joined(string text, List<List<QuestionToken>> chunks, List<List<QuestionToken>?> layouts, int at)
    {
        List<QuestionToken> turned = layouts[at]!;
        if (at == 0 || !turned[0].Place.IsAfterBreak || layouts[at - 1] is null) return turned;
        ReadOnlySpan<char> between = text.AsSpan(chunks[at - 1][^1].Place.End, chunks[at][0].Place.Start - chunks[at - 1][^1].Place.End);
        bool isLetter = KeyboardLayout.Other("a" + between.Trim().ToString()) is { } other && other.All(c => char.IsLetter(c) || char.IsWhiteSpace(c));
        return isLetter ? [turned[0] with { Place = turned[0].Place with { IsAfterBreak = false } }, .. turned.Skip(1)] : turned;
    }

    private List<QuestionToken>? Turned(string text, int start, int end, List<QuestionToken> chunk, bool mayBeMisspelt)
    {
        if (KeyboardLayout.Other(text[start..end]) is not { } other) return null;
        List<QuestionToken> turned = [];
        WordScanner scanner = new(other);
        while (scanner.MoveNext())
        {
            Word place = scanner.Current with { Start = start + scanner.Current.Start, IsAfterBreak = turned.Count == 0 && chunk[0].Place.IsAfterBreak };
            QuestionToken token = new(text.Substring(place.Start, place.Length), WordForm.FoldOf(other.AsSpan(scanner.Current.Start, scanner.Current.Length)), place) { IsRepaired = true };
            bool known = patterns.Knows(token) || senses.Knows(token) || KnownWords.Contains(token);
            if (!known && !(mayBeMisspelt && _spelling.Near(token, 1).Count > 0)) return null;
            turned.Add(token with { IsRepaired = known });
        }

        return turned.Count > 0 ? turned : null;
    }

    private List<QuestionToken>? Transliterated(List<QuestionToken> chunk)
    {
        List<QuestionToken> turned = [];
        foreach (QuestionToken token in chunk)
        {
            if (_transliteration.Find(token.Folded) is not var (word, shown)) return null;
            turned.Add(new QuestionToken(token.Text, word, token.Place) { IsRepaired = true, Shown = shown });
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

    /// <summary>Words that ran together: "ctscan", "chestxray", "lungNodule".</summary>
    private List<QuestionToken> Part(List<QuestionToken> tokens, Predicate<QuestionToken> isPoor, Func<List<QuestionToken>, HashSet<Word>> covered)
    {
        List<QuestionToken> parted = tokens;
        foreach (QuestionToken token in tokens.Where((t, i) => isPoor(t) && !t.HasDigit && t.Text.Length == t.Folded.Length && t.Folded.Length >= MinParted && !(IsInName(tokens, i) && !IsCamel(t))))
        {
            for (int cut = 2; cut <= token.Folded.Length - 2; cut++)
            {
                QuestionToken first = new(token.Text[..cut], token.Folded[..cut], token.Place with { Length = cut });
                QuestionToken second = new(token.Text[cut..], token.Folded[cut..], new Word(token.Place.Start + cut, token.Place.Length - cut, IsHyphened: false, IsAfterBreak: false));
                if (!patterns.Knows(first) || !patterns.Knows(second) || (IsCamel(token) && !char.IsUpper(token.Text[cut]))) continue;
                List<QuestionToken> other = [.. parted.SelectMany(t => t == token ? [first, second] : new[] { t })];
                HashSet<Word> taken = covered(other);
                if (!taken.Contains(first.Place) || !taken.Contains(second.Place)) continue;
                parted = other;
                break;
            }
        }

        return parted;
    }

    private static bool IsCamel(QuestionToken token) => !token.Place.IsHyphened && token.Text.Length > 1 && token.Text.AsSpan(1).IndexOfAnyInRange('A', 'Z') > 0 && token.Text.Any(char.IsLower);

    /// <summary>ChestX-ray14 and BraTS are names of datasets, not misspellings.</summary>
    private static bool IsInName(List<QuestionToken> tokens, int at)
    {
        bool nextHasDigit = at + 1 < tokens.Count && tokens[at + 1].Place.IsHyphened && tokens[at + 1].HasDigit;
        bool previousHasDigit = at > 0 && tokens[at].Place.IsHyphened && tokens[at - 1].HasDigit;
        return nextHasDigit || previousHasDigit || (tokens[at].Text.Skip(1).Any(char.IsUpper) && tokens[at].Text.Any(char.IsLower));
    }

    private static QuestionToken Respelled(QuestionToken token, string word) => new(token.Text, word, token.Place) { IsRepaired = true, Shown = Inflected(token, word) };

    // «лехких» was meant as «легких», though the taxonomy has «легкие»: the ending stays as typed where the stems are of a length.
    private static string Inflected(QuestionToken token, string word)
    {
        string stem = WordForm.StemOf(word);
        bool isRussian = word[0] >= '\u0400' && stem.Length < word.Length && stem.Length == token.Key.Length && token.Key.Length < token.Folded.Length && token.Folded.StartsWith(token.Key, StringComparison.Ordinal);
        if (!isRussian) return word;
        string ending = token.Folded[token.Key.Length..];
        string inflected = stem + (ending[0] == token.Key[^1] ? ending[1..] : ending); // the stemmer takes one «н» of two away
        return WordForm.StemOf(inflected) == stem ? inflected : word;
    }
}
