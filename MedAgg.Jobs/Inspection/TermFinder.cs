using System.Collections.Frozen;
using System.Text;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Jobs.Inspection;

/// <summary>Finds terms of the taxonomy in folder names, file names and descriptions. Only what a curator wrote as name, synonym or abbreviation counts.</summary>
internal sealed class TermFinder
{
    private const int LongestName = 5; // words

    private readonly FrozenDictionary<string, Term> _names;
    private readonly FrozenDictionary<string, Term> _abbreviations;

    public TermFinder(TaxonomyModel taxonomy, TermKind kind)
    {
        Dictionary<string, Term> names = [];
        Dictionary<string, Term> abbreviations = [];
        foreach (Term term in taxonomy.OfKind(kind))
        {
            foreach (string name in (string[])[term.Name.En, term.Name.Ru, .. term.Synonyms.All])
                names.TryAdd(WordKey.Of(name), term);
            foreach (string abbreviation in term.Abbreviations.All)
                abbreviations.TryAdd(WordKey.Of(abbreviation), term);
        }

        _names = names.ToFrozenDictionary();
        _abbreviations = abbreviations.ToFrozenDictionary();
    }

    /// <summary>Terms named in a text, longest names first at each place, none twice.</summary>
    public IEnumerable<Term> FindIn(string text)
    {
        HashSet<string> seen = [];
        foreach (string reading in Readings(text))
        {
            string[] words = reading.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (int start = 0; start < words.Length;)
            {
                (Term? term, int length) = LongestAt(words, start);
                if (term is not null && seen.Add(term.Id))
                    yield return term;
                start += length;
            }
        }
    }

    private (Term? Term, int Length) LongestAt(string[] words, int start)
    {
        for (int length = Math.Min(LongestName, words.Length - start); length > 0; length--)
        {
            string key = WordKey.Of(string.Join(' ', words.AsSpan(start, length)!));
            if (_names.GetValueOrDefault(key) is { } named)
                return (named, length);
            if (_abbreviations.GetValueOrDefault(key) is { } abbreviated && MayAbbreviate(words, start, length))
                return (abbreviated, length);
        }

        return (null, 1);
    }

    // "us" and "or" are words: short abbreviations count in capitals, or when they are the whole name.
    private static bool MayAbbreviate(string[] words, int start, int length)
    {
        bool isWhole = start == 0 && length == words.Length;
        return isWhole || words[start..(start + length)].All(word => word.Length > 3 || word.All(c => char.IsUpper(c) || char.IsDigit(c)));
    }

    private static IEnumerable<string> Readings(string text)
    {
        string plain = Separated(text, splitHumps: false);
        yield return plain;
        string split = Separated(text, splitHumps: true);
        if (split != plain)
            yield return split;
    }

    private static string Separated(string text, bool splitHumps)
    {
        StringBuilder result = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (splitHumps && i > 0 && char.IsUpper(c) && char.IsLower(text[i - 1]))
                result.Append(' ');
            result.Append(char.IsLetterOrDigit(c) ? c : ' ');
        }

        return result.ToString();
    }
}
