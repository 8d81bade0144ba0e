using AngleSharp.Html.Parser;

namespace MedAgg.Jobs.Providers;

/// <summary>Text of descriptions that sources write as HTML or Markdown.</summary>
public static class PlainText
{
    private const int MaxSource = 200_000;
    private const int MaxCharacters = 4000;

    /// <summary>The words without markup, spaces drawn together; null when there are none.</summary>
    public static string? OfHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return null;
        string source = html.Length <= MaxSource ? html : html[..MaxSource];
        string text = new HtmlParser().ParseDocument(source).Body?.TextContent ?? "";
        string joined = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return joined.Length == 0 ? null : joined.Length <= MaxCharacters ? joined : joined[..MaxCharacters];
    }
}
