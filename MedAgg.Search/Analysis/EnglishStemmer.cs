namespace MedAgg.Search.Analysis;

/// <summary>
/// Snowball English ("Porter2") of the 3.x generation, in place over a lower-case word.
/// Source: the algorithm's description at snowballstem.org; conformity is shown over the project's own vocabulary.
/// </summary>
public ref struct EnglishStemmer
{
    private readonly Span<char> _w;
    private int _n;
    private int _r1;
    private int _r2;

    private EnglishStemmer(Span<char> buffer, int length)
    {
        _w = buffer;
        _n = length;
    }

    /// <summary>Stems the first <paramref name="length"/> characters of the buffer.</summary>
    /// <param name="buffer">Lower-case word with at least one spare character behind it.</param>
    /// <param name="length">Characters of the word.</param>
    /// <returns>Characters of the stem, which stands at the start of the buffer.</returns>
    public static int Stem(Span<char> buffer, int length)
    {
        if (length < 3) return length;
        EnglishStemmer stemmer = new(buffer, length);
        return stemmer.Run();
    }

    private int Run()
    {
        if (IsException(out int exception)) return exception;
        if (_w[0] == '\'') RemoveFirst();
        MarkConsonantY();
        MarkRegions();
        Possessive();
        Step1A();
        Step1B();
        Step1C();
        Step2();
        Step3();
        Step4();
        Step5();
        for (int i = 0; i < _n; i++) if (_w[i] == 'Y') _w[i] = 'y';
        return _n;
    }

    private bool IsException(out int length)
    {
        (string From, string To) found = ((ReadOnlySpan<char>)_w[.._n]) switch
        {
            "skis" => ("skis", "ski"),
            "skies" => ("skies", "sky"),
            "idly" => ("idly", "idl"),
            "gently" => ("gently", "gentl"),
            "ugly" => ("ugly", "ugli"),
            "early" => ("early", "earli"),
            "only" => ("only", "onli"),
            "singly" => ("singly", "singl"),
            "sky" => ("sky", "sky"),
            "news" => ("news", "news"),
            "howe" => ("howe", "howe"),
            "atlas" => ("atlas", "atlas"),
            "cosmos" => ("cosmos", "cosmos"),
            "bias" => ("bias", "bias"),
            "andes" => ("andes", "andes"),
            _ => ("", ""),
        };
        length = found.To.Length;
        found.To.CopyTo(_w);
        return found.From.Length > 0;
    }

    private readonly void MarkConsonantY()
    {
        if (_w[0] == 'y') _w[0] = 'Y';
        for (int i = 1; i < _n; i++) if (_w[i] == 'y' && IsVowel(_w[i - 1])) _w[i] = 'Y';
    }

    private void MarkRegions()
    {
        ReadOnlySpan<char> word = _w[.._n];
        _r1 = _n;
        foreach (string prefix in Prefixes)
        {
            if (!word.StartsWith(prefix, StringComparison.Ordinal)) continue;
            _r1 = prefix.Length;
            _r2 = RegionAfter(_r1);
            return;
        }

        _r1 = RegionAfter(0);
        _r2 = RegionAfter(_r1);
    }

    private static readonly string[] Prefixes = ["gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter"];

    private readonly int RegionAfter(int from)
    {
        int i = from;
        while (i < _n && !IsVowel(_w[i])) i++;
        while (i < _n && IsVowel(_w[i])) i++;
        return Math.Min(_n, i + 1);
    }

    private void Possessive()
    {
        if (Ends("'s'")) _n -= 3;
        else if (Ends("'s")) _n -= 2;
        else if (Ends("'")) _n--;
    }

    private void Step1A()
    {
        if (Ends("sses")) _n -= 2;
        else if (Ends("ied") || Ends("ies")) _n -= _n > 4 ? 2 : 1;
        else if (Ends("us") || Ends("ss")) return;
        else if (Ends("s") && HasVowel(_n - 2)) _n--;
    }

    private void Step1B()
    {
        if (Ends("eedly")) Eed(5);
        else if (Ends("eed")) Eed(3);
        else if (Ends("ingly")) Participle(5);
        else if (Ends("edly")) Participle(4);
        else if (Ends("ing")) Ing();
        else if (Ends("ed")) Participle(2);
    }

    private void Eed(int suffix)
    {
        ReadOnlySpan<char> before = _w[..(_n - suffix)];
        if (before is "succ" or "proc" or "exc") return;
        if (_n - suffix >= _r1) _n -= suffix - 2;
    }

    private void Ing()
    {
        ReadOnlySpan<char> before = _w[..(_n - 3)];
        if (before.Length == 2 && before[1] == 'y' && !IsVowel(before[0]))
        {
            _w[1] = 'i';
            _w[2] = 'e';
            _n = 3;
            return;
        }

        if (before is "inn" or "out" or "cann" or "herr" or "earr" or "even") return;
        Participle(3);
    }

    private void Participle(int suffix)
    {
        if (!HasVowel(_n - suffix)) return;
        _n -= suffix;
        if (Ends("at") || Ends("bl") || Ends("iz") || (_n == _r1 && EndsShortSyllable(_n) && !EndsDouble())) Append('e');
        else if (EndsDouble() && !(_n == 3 && _w[0] is 'a' or 'e' or 'o')) _n--; // "add", "egg", "off" keep their double; "hopp" does not.
    }

    private void Step1C()
    {
        if (_n > 2 && _w[_n - 1] is 'y' or 'Y' && !IsVowel(_w[_n - 2])) _w[_n - 1] = 'i';
    }

    private void Step2()
    {
        if (Replace(Step2Suffixes)) return;
        if (Ends("ogi") && _n > 3 && _w[_n - 4] == 'l') InR1(3, "og");
        if (Ends("li") && _n - 2 >= _r1 && _n > 2 && "cdeghkmnrt".Contains(_w[_n - 3], StringComparison.Ordinal)) _n -= 2;
    }

    private void Step3()
    {
        if (Ends("ative") && !Ends("ational"))
        {
            if (_n - 5 >= _r2) InR1(5, "");
            return;
        }

        Replace(Step3Suffixes);
    }

    // Longest first: the first ending that is there decides, whether or not it lies in the region.
    private static readonly (string From, string To)[] Step2Suffixes =
    [
        ("ational", "ate"), ("fulness", "ful"), ("iveness", "ive"), ("ization", "ize"), ("ousness", "ous"), ("biliti", "ble"), ("lessli", "less"),
        ("tional", "tion"), ("alism", "al"), ("aliti", "al"), ("ation", "ate"), ("entli", "ent"), ("fulli", "ful"), ("iviti", "ive"), ("ousli", "ous"),
        ("ogist", "og"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"),
    ];

    private static readonly (string From, string To)[] Step3Suffixes =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    private bool Replace((string From, string To)[] suffixes)
    {
        foreach ((string from, string to) in suffixes)
        {
            if (!Ends(from)) continue;
            InR1(from.Length, to);
            return true;
        }

        return false;
    }

    private void Step4()
    {
        foreach (string suffix in Step4Suffixes)
        {
            if (!Ends(suffix)) continue;
            if (_n - suffix.Length >= _r2) _n -= suffix.Length;
            return;
        }

        if (Ends("ion") && _n - 3 >= _r2 && _n > 3 && _w[_n - 4] is 's' or 't') _n -= 3;
    }

    // Longest first; "ement" before "ment" before "ent".
    private static readonly string[] Step4Suffixes =
        ["ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ism", "iti", "ive", "ize", "ous", "al", "er", "ic"];

    private void Step5()
    {
        bool falls = Ends("e") ? _n - 1 >= _r2 || (_n - 1 >= _r1 && !EndsShortSyllable(_n - 1)) : Ends("ll") && _n - 1 >= _r2;
        if (falls) _n--;
    }

    private void InR1(int suffix, string replacement)
    {
        if (_n - suffix < _r1) return;
        _n -= suffix;
        replacement.CopyTo(_w[_n..]);
        _n += replacement.Length;
    }

    private readonly bool Ends(string suffix) => _n >= suffix.Length && _w.Slice(_n - suffix.Length, suffix.Length).SequenceEqual(suffix);

    private readonly bool HasVowel(int before)
    {
        for (int i = 0; i < before; i++) if (IsVowel(_w[i])) return true;
        return false;
    }

    private readonly bool EndsDouble() =>
        _n >= 2 && _w[_n - 1] == _w[_n - 2] && _w[_n - 1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

    private readonly bool EndsShortSyllable(int end)
    {
        if (end == 2) return IsVowel(_w[0]) && !IsVowel(_w[1]);
        if (end == 4 && _w[..4] is ['p', 'a', 's', 't']) return true;
        return end >= 3 && !IsVowel(_w[end - 1]) && _w[end - 1] is not ('w' or 'x' or 'Y') && IsVowel(_w[end - 2]) && !IsVowel(_w[end - 3]);
    }

    private void Append(char c) => _w[_n++] = c;

    private void RemoveFirst()
    {
        _w[1.._n].CopyTo(_w);
        _n--;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
