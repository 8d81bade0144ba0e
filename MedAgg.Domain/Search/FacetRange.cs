using System.Globalization;
using MedAgg.Domain.Storage;

namespace MedAgg.Domain.Search;

/// <summary>
/// A free range of a facet that counts: images, patients, bytes, years. Both ends belong to it, a missing end is open, and what is not stated is in no range.
/// Written <c>1000..5000</c>, <c>2GiB..</c>, <c>..2020</c>; addresses, JSON and the command line carry it as a value of its facet like any other.
/// </summary>
/// <param name="From">Smallest number, at least 0; null for no lower end.</param>
/// <param name="To">Largest number; null for no upper end. One of the two is there.</param>
public sealed record FacetRange(long? From, long? To)
{
    /// <summary>What stands between the two ends.</summary>
    public const string Between = "..";

    /// <summary>The code of a range that cannot be read.</summary>
    public const string Unreadable = "RANGE_UNREADABLE";

    private const long MaxYear = 9999;

    /// <summary>Facets that have ranges.</summary>
    public static IReadOnlyList<string> Facets { get; } = [FacetName.Images, FacetName.Patients, FacetName.Size, FacetName.Year];

    /// <summary>Whether a value of a facet is meant as a range, readable or not.</summary>
    public static bool IsMeant(string facet, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Facets.Contains(facet) && value.Contains(Between, StringComparison.Ordinal);
    }

    /// <summary>Reads a range; ends in the wrong order change places.</summary>
    /// <returns>Null for anything that is no range, and for a facet without ranges.</returns>
    public static FacetRange? Parse(string facet, string value)
    {
        if (!IsMeant(facet, value))
            return null;
        int at = value.IndexOf(Between, StringComparison.Ordinal);
        string from = value[..at].Trim();
        string to = value[(at + Between.Length)..].Trim();
        return (from.Length == 0 || ParseEnd(facet, from) is not null) && (to.Length == 0 || ParseEnd(facet, to) is not null)
            ? Of(ParseEnd(facet, from), ParseEnd(facet, to))
            : null;
    }

    /// <summary>One end: a whole number, for sizes also with a unit (<c>500MB</c>, <c>1.5 GiB</c>), for images and patients also <c>10k</c> and <c>1M</c>.</summary>
    public static long? ParseEnd(string facet, string text) => facet switch
    {
        FacetName.Size => ByteSize.Parse(text),
        FacetName.Year => Whole(text) is { } year and <= MaxYear ? year : null,
        FacetName.Images or FacetName.Patients => Count(text),
        _ => null,
    };

    /// <summary>The range between two ends in any order; null when both are open.</summary>
    public static FacetRange? Of(long? from, long? to) => (from, to) switch
    {
        (null, null) => null,
        ({ } a, { } b) when a > b => new(b, a),
        _ => new(from, to),
    };

    /// <summary>One sentence about a range that cannot be read.</summary>
    public static string Complaint(string facet, string value) => $"'{value}' is no range of {facet}; a range is like {(facet == FacetName.Size ? "500MB..2GiB" : facet == FacetName.Year ? "2015..2020" : "1000..5000")}, and one end may be left out.";

    public bool Holds(long number) => (From is not { } from || number >= from) && (To is not { } to || number <= to);

    /// <summary>As addresses carry it: <c>1000..5000</c>, sizes in bytes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}{Between}{To}");

    private static long? Count(string text) => text.Length > 1 && char.ToLowerInvariant(text[^1]) is 'k' or 'm'
        ? Scaled(text[..^1], char.ToLowerInvariant(text[^1]) == 'k' ? 1_000 : 1_000_000)
        : Whole(text);

    private static long? Scaled(string digits, long factor) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && number < long.MaxValue / factor ? (long)(number * factor) : null;

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
