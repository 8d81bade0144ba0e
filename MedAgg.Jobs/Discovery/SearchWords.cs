using System.Globalization;
using MedAgg.Jobs.Providers;

namespace MedAgg.Jobs.Discovery;

/// <summary>Shortens and reads what providers write.</summary>
internal static class SearchWords
{
    private const int MaxTitle = 300;
    private const int MaxDescription = 500;
    private const int MaxTags = 8;

    public static string Title(string? text, string otherwise) => Cut(PlainText.OfHtml(text) ?? otherwise, MaxTitle);

    public static string? Description(string? html) => PlainText.OfHtml(html) is { } text ? Cut(text, MaxDescription) : null;

    public static int? Year(string? date) =>
        date is { Length: >= 4 } && int.TryParse(date.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1900 and < 2200 ? year : null;

    public static IReadOnlyList<string> Tags(IEnumerable<string?> tags) =>
        [.. tags.OfType<string>().Select(tag => tag.Trim()).Where(tag => tag.Length is > 0 and <= 60).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxTags)];

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        int space = text.LastIndexOf(' ', most);
        return text[..(space > most / 2 ? space : most)] + "…";
    }
}
