using System.Globalization;
using System.Text.RegularExpressions;
using MedAgg.Domain.Search;
using MedAgg.Web.Localisation;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Ends of a range as people type and read them: with the commas, spaces and units of their language.</summary>
internal static partial class RangeText
{
    /// <summary>Units of a size that the page offers, by their power of 1,024.</summary>
    public static IReadOnlyList<int> Units { get; } = [1, 2, 3, 4];

    /// <summary>The unit that is offered first: GiB.</summary>
    public const int UsualUnit = 3;

    private const int Decimals = 3;

    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads one end: <c>1 000</c>, <c>1,5</c> and <c>10 тыс.</c> in Russian, <c>1,000</c>, <c>1.5</c> and <c>10k</c> in English; a size may bring a unit of its own.</summary>
    /// <param name="facet">A facet with ranges, see <see cref="FacetRange.Facets"/>.</param>
    /// <param name="text">What was typed; not empty.</param>
    /// <param name="unit">Power of 1,024 for a size without a unit.</param>
    /// <param name="language">Whose commas.</param>
    public static long? Read(string facet, string text, int unit, string language)
    {
        string plain = Blank().Replace(text, "");
        if (language == Language.Russian)
            plain = Latin(plain);
        plain = language == Language.Russian || !Grouped().IsMatch(plain) ? plain.Replace(',', '.') : plain.Replace(",", "", StringComparison.Ordinal);
        if (facet == FacetName.Size && plain.Length > 0 && char.IsAsciiDigit(plain[^1]))
            plain += Binary[unit];
        return FacetRange.ParseEnd(facet, plain);
    }

    /// <summary>Writes one end as <see cref="Read"/> reads it.</summary>
    public static string Write(string facet, long? end, int unit, string language) =>
        end is not { } number ? ""
        : facet == FacetName.Year ? number.ToString(CultureInfo.InvariantCulture)
        : facet == FacetName.Size ? Format.Short(number / Math.Pow(1024, unit), Decimals, language)
        : Format.Number(number, language);

    /// <summary>The largest offered unit in which the smaller end is at least one.</summary>
    public static int UnitOf(FacetRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        long least = range.From is > 0 ? range.From.Value : range.To ?? 0;
        return Units.LastOrDefault(unit => least >= Math.Pow(1024, unit), least > 0 ? Units[0] : UsualUnit);
    }

    // «500 МБ» and «10 тыс.» mean what "500 MB" and "10k" mean.
    private static string Latin(string text) =>
        text.ToLowerInvariant().TrimEnd('.').Replace("тыс", "k", StringComparison.Ordinal).Replace("млн", "m", StringComparison.Ordinal)
            .Replace('и', 'i').Replace('б', 'b').Replace('к', 'k').Replace('м', 'm').Replace('г', 'g').Replace('т', 't');

    [GeneratedRegex(@"\s")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+(\.|\D|$)")]
    private static partial Regex Grouped();
}
