using System.Globalization;

namespace MedAgg.Domain.Search;

/// <summary>
/// A range of numbers as a facet value: <c>1k..10k</c> is from 1,000 up to, but not including, 10,000; <c>..1g</c> and <c>1t..</c> are open.
/// Suffixes are decimal: k 10³, m 10⁶, g 10⁹, t 10¹². Bytes for <see cref="FacetName.Size"/>, images, patients, years for the others.
/// </summary>
/// <param name="From">The least number inside; null for none.</param>
/// <param name="To">The least number above; null for none.</param>
public readonly record struct FacetRange(long? From, long? To)
{
    private const string Dots = "..";

    private static readonly (char Letter, long Times)[] Suffixes = [('t', 1_000_000_000_000), ('g', 1_000_000_000), ('m', 1_000_000), ('k', 1_000)];

    private static readonly Dictionary<string, IReadOnlyList<FacetRange>> Shown = new()
    {
        [FacetName.Size] = Between(1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000),
        [FacetName.Images] = Between(1_000, 10_000, 100_000, 1_000_000),
        [FacetName.Patients] = Between(100, 1_000, 10_000),
    };

    /// <summary>Whether a facet's values are shown as ranges. Years are shown one by one, yet a range of years may be chosen.</summary>
    public static bool IsShownFor(string facet) => Shown.ContainsKey(facet);

    /// <summary>The ranges that are shown for a facet, the smallest first; empty for facets without.</summary>
    public static IReadOnlyList<FacetRange> Of(string facet) => Shown.GetValueOrDefault(facet) ?? [];

    /// <summary>Reads a range as an address holds it; at least one end must be there.</summary>
    public static bool TryParse(string? text, out FacetRange range)
    {
        range = default;
        int dots = text?.IndexOf(Dots, StringComparison.Ordinal) ?? -1;
        if (dots < 0) return false;
        string from = text![..dots];
        string to = text[(dots + Dots.Length)..];
        long? first = Number(from);
        long? last = Number(to);
        if ((first is null && from.Length > 0) || (last is null && to.Length > 0) || (first is null && last is null)) return false;
        range = new FacetRange(first, last);
        return true;
    }

    public bool Contains(long number) => (From is null || number >= From) && (To is null || number < To);

    /// <summary>As an address holds it.</summary>
    public override string ToString() => Text(From) + Dots + Text(To);

    private static FacetRange[] Between(params long[] bounds) =>
        [new(null, bounds[0]), .. bounds.Zip(bounds.Skip(1), (from, to) => new FacetRange(from, to)), new(bounds[^1], null)];

    private static string Text(long? number)
    {
        if (number is not { } value) return "";
        foreach ((char letter, long times) in Suffixes)
            if (value > 0 && value % times == 0) return (value / times).ToString(CultureInfo.InvariantCulture) + letter;
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static long? Number(string text)
    {
        if (text.Length == 0) return null;
        long times = Suffixes.FirstOrDefault(s => s.Letter == char.ToLowerInvariant(text[^1])).Times;
        string digits = times > 0 ? text[..^1] : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= long.MaxValue / Math.Max(1, times)
            ? number * Math.Max(1, times) : null;
    }
}
