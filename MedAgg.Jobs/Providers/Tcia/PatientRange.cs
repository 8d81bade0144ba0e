namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Patients from one name to another, both included, in the natural order of names (<c>P2</c> before <c>P10</c>). One name alone is a range of itself.</summary>
internal sealed record PatientRange(string From, string To)
{
    private const string Dots = "..";

    /// <summary>Reads <c>D1-0001..D1-0120</c>, <c>D1-0001..</c> or <c>D1-0001</c>; null for blanks and ranges that end before they begin.</summary>
    public static PatientRange? Parse(string text)
    {
        int dots = text.IndexOf(Dots, StringComparison.Ordinal);
        string from = (dots < 0 ? text : text[..dots]).Trim();
        string to = (dots < 0 ? text : text[(dots + Dots.Length)..]).Trim();
        if (from.Length == 0 && to.Length == 0)
            return null;
        return to.Length > 0 && Compare(from, to) > 0 ? null : new(from, to);
    }

    public bool Holds(string patient) => Compare(From, patient) <= 0 && (To.Length == 0 || Compare(patient, To) <= 0);

    /// <summary>Digits compare as numbers, everything else by its code.</summary>
    public static int Compare(string left, string right)
    {
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (char.IsAsciiDigit(left[i]) && char.IsAsciiDigit(right[j]))
            {
                ReadOnlySpan<char> a = Digits(left, ref i);
                ReadOnlySpan<char> b = Digits(right, ref j);
                int order = a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
                if (order != 0)
                    return order;
                continue;
            }

            int difference = left[i++].CompareTo(right[j++]);
            if (difference != 0)
                return difference;
        }

        return (left.Length - i).CompareTo(right.Length - j);
    }

    private static ReadOnlySpan<char> Digits(string text, ref int at)
    {
        int begin = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text.AsSpan(begin, at - begin).TrimStart('0');
    }
}
