using System.Globalization;

namespace MedAgg.Search.Analysis;

/// <summary>
/// Cuts text into words of letters, marks and digits, as Unicode's word boundaries do for the scripts of the catalogue: an apostrophe
/// between letters and a point or comma between digits belong to the word (patient's, 1.5), everything else parts words.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="keepsUnderscores">Whether an underscore belongs to the word, as Unicode has it; names like <c>fetal_planes</c> are better found by their parts.</param>
public ref struct WordScanner(ReadOnlySpan<char> text, bool keepsUnderscores = false)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly bool _keepsUnderscores = keepsUnderscores;
    private int _next;
    private bool _any;

    public Word Current { get; private set; }

    public bool MoveNext()
    {
        int gap = _next;
        bool broken = false;
        int i = gap;
        while (i < _text.Length && !IsWordCharacter(i))
        {
            broken |= IsBreak(_text[i]);
            i++;
        }

        if (i >= _text.Length) return false;
        int start = i;
        while (i < _text.Length && (IsWordCharacter(i) || IsInner(i))) i++;
        bool hyphened = _any && start - gap == 1 && IsHyphen(_text[gap]);
        Current = new Word(start, i - start, hyphened, broken && _any);
        _next = i;
        _any = true;
        return true;
    }

    private readonly bool IsWordCharacter(int i)
    {
        char c = _text[i];
        if (c < 128) return char.IsAsciiLetterOrDigit(c);
        if (char.IsLetterOrDigit(c)) return true;
        if (char.IsSurrogate(c)) return IsSurrogateLetter(i);
        return CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    private readonly bool IsSurrogateLetter(int i)
    {
        int high = char.IsHighSurrogate(_text[i]) ? i : i - 1;
        return high >= 0 && high + 1 < _text.Length && char.IsSurrogatePair(_text[high], _text[high + 1])
            && CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(_text[high], _text[high + 1])) <= UnicodeCategory.OtherNumber;
    }

    private readonly bool IsInner(int i)
    {
        if (i == 0 || i + 1 >= _text.Length) return false;
        char before = _text[i - 1];
        char after = _text[i + 1];
        if (_text[i] == '_') return _keepsUnderscores && char.IsLetterOrDigit(after);
        return _text[i] switch
        {
            '\'' or '\u2019' => char.IsLetter(before) && char.IsLetter(after),
            '.' or ',' => char.IsAsciiDigit(before) && char.IsAsciiDigit(after),
            _ => false,
        };
    }

    private static bool IsHyphen(char c) => c is '-' or '/' or '_' or '\u2010' or '\u2011' or '\u2012' or '\u2013';

    private static bool IsBreak(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or '(' or ')' or '[' or ']' or '\n' or '\r' or '"' or '«' or '»';
}
