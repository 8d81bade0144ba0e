using System.Globalization;

namespace MedAgg.Imaging.Numpy;

/// <summary>
/// Reads a flat Python dictionary of strings, numbers, True, False, and tuples or lists of them, as NumPy writes it. No recursion beyond one
/// level of brackets is needed; a deeper one (a structured dtype) is stepped over and becomes a list.
/// </summary>
internal sealed class PythonLiteral
{
    private const int MostDepth = 8;
    private readonly string _text;
    private int _at;

    private PythonLiteral(string text) => _text = text;

    /// <summary>The dictionary; null when the text is none.</summary>
    public static IReadOnlyDictionary<string, object>? Parse(string text)
    {
        PythonLiteral reader = new(text.TrimEnd(' ', '\n', '\0'));
        Dictionary<string, object>? read = reader.Dictionary();
        return read is not null && reader._at == reader._text.Length ? read : null;
    }

    private Dictionary<string, object>? Dictionary()
    {
        Dictionary<string, object> values = new(StringComparer.Ordinal);
        if (!Take('{'))
            return null;
        while (!Take('}'))
        {
            if (Text() is not { } key || !Take(':') || Value(0) is not { } value || !values.TryAdd(key, value))
                return null;
            if (!Take(',') && !IsNext('}'))
                return null;
        }
        return values;
    }

    private object? Value(int depth)
    {
        Skip();
        if (_at >= _text.Length)
            return null;
        return _text[_at] switch
        {
            '\'' or '"' => Text(),
            '(' => Items(')', depth),
            '[' => Items(']', depth),
            'T' => Word("True") ? true : null,
            'F' => Word("False") ? false : null,
            _ => Number(),
        };
    }

    private List<object>? Items(char end, int depth)
    {
        if (depth >= MostDepth)
            return null;
        _at++;
        List<object> items = [];
        while (!Take(end))
        {
            if (Value(depth + 1) is not { } item)
                return null;
            items.Add(item);
            if (!Take(',') && !IsNext(end))
                return null;
        }
        return items;
    }

    private string? Text()
    {
        Skip();
        if (_at >= _text.Length || _text[_at] is not ('\'' or '"'))
            return null;
        int end = _text.IndexOf(_text[_at], _at + 1);
        if (end < 0)
            return null;
        string text = _text[(_at + 1)..end];
        _at = end + 1;
        return text.Contains('\\', StringComparison.Ordinal) ? null : text;
    }

    private long? Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || (_at == start && _text[_at] == '-')))
            _at++;
        int end = _at;
        if (_at < _text.Length && _text[_at] == 'L') // Python 2 wrote long integers so
            _at++;
        return long.TryParse(_text.AsSpan(start, end - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
    }

    private bool Word(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    private bool IsNext(char c)
    {
        Skip();
        return _at < _text.Length && _text[_at] == c;
    }

    private bool Take(char c)
    {
        if (!IsNext(c))
            return false;
        _at++;
        return true;
    }

    private void Skip()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\n'))
            _at++;
    }
}
