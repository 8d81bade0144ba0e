using System.Globalization;

namespace MedAgg.Domain.Taxonomy;

/// <summary>A name in both languages of the product.</summary>
public sealed record LocalizedName(string En, string Ru)
{
    /// <summary>The name in the language of a culture: Russian for <c>ru</c>, English for every other.</summary>
    public string In(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.TwoLetterISOLanguageName == "ru" ? Ru : En;
    }
}
