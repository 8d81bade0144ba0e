using System.Globalization;

namespace MedAgg.Web.Localisation;

/// <summary>The two languages of the interface.</summary>
public static class Language
{
    public const string Russian = "ru";
    public const string English = "en";

    /// <summary>English first: it answers where a browser asks for neither.</summary>
    public static IReadOnlyList<string> All { get; } = [English, Russian];

    /// <summary>The language of the running request or circuit, <c>ru</c> or <c>en</c>.</summary>
    public static string Current => Of(CultureInfo.CurrentUICulture);

    public static string Of(CultureInfo culture) =>
        culture.TwoLetterISOLanguageName == Russian ? Russian : English;

    public static bool IsKnown(string? language) => language is Russian or English;
}
