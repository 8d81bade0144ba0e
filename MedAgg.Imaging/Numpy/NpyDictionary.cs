using System.Globalization;

namespace MedAgg.Imaging.Numpy;

/// <summary>The Python dictionary in the head of an array file, read as a grammar of its own: nothing in it is ever evaluated.</summary>
/// <param name="Type">Text of <c>descr</c>; null when it is a list of fields.</param>
/// <param name="IsFortran">Value of <c>fortran_order</c>.</param>
/// <param name="Shape">Numbers of <c>shape</c>.</param>
internal sealed record NpyDictionary(string? Type, bool IsFortran, IReadOnlyList<long> Shape)
{
    /// <returns>Null for anything but the three keys with values of their kind.</returns>
    public static NpyDictionary? Parse(string text)
    {
        Cursor at = new(text);
        string? type = null;
        bool isRecord = false;
        bool? isFortran = null;
        List<long>? shape = null;
        if (!at.Take('{'))
            return null;
        while (!at.Take('}'))
        {
            if (at.Quoted() is not { } key || !at.Take(':'))
                return null;
            switch (key)
            {
                case "descr" when at.Sees('['):
                    isRecord = at.SkipList();
                    break;
                case "descr":
                    type = at.Quoted();
                    break;
                case "fortran_order":
                    isFortran = at.Word() switch { "True" => true, "False" => false, _ => null };
                    break;
                case "shape":
                    shape = at.Numbers();
                    break;
                default:
                    return null;
            }

            if (!at.Take(',') && !at.Sees('}'))
                return null;
        }

        return isFortran is { } order && shape is not null && (type is not null || isRecord) ? new(isRecord ? null : type, order, shape) : null;
    }

    private sealed class Cursor(string text)
    {
        private int _at;

        public bool Sees(char wanted)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            return _at < text.Length && text[_at] == wanted;
        }

        public bool Take(char wanted)
        {
            if (!Sees(wanted))
                return false;
            _at++;
            return true;
        }

        public string? Quoted()
        {
            char mark = Sees('\'') ? '\'' : '"';
            if (!Take(mark))
                return null;
            int end = text.IndexOf(mark, _at);
            if (end < 0)
                return null;
            string value = text[_at..end];
            _at = end + 1;
            return value;
        }

        public string Word()
        {
            Sees('\0');
            int from = _at;
            while (_at < text.Length && char.IsAsciiLetter(text[_at]))
                _at++;
            return text[from.._at];
        }

        public List<long>? Numbers()
        {
            if (!Take('('))
                return null;
            List<long> numbers = [];
            while (!Take(')'))
            {
                Sees('\0');
                int from = _at;
                while (_at < text.Length && char.IsAsciiDigit(text[_at]))
                    _at++;
                if (!long.TryParse(text.AsSpan(from, _at - from), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                    return null;
                Take('L'); // Python 2 wrote long integers so
                numbers.Add(number);
                if (!Take(',') && !Sees(')'))
                    return null;
            }

            return numbers;
        }

        // Fields of a record are never used: only their end is looked for, in one pass.
        public bool SkipList()
        {
            int depth = 0;
            for (; _at < text.Length; _at++)
            {
                depth += text[_at] switch { '[' or '(' => 1, ']' or ')' => -1, _ => 0 };
                if (depth != 0)
                    continue;
                _at++;
                return true;
            }

            return false;
        }
    }
}
