using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MedAgg.Web.Features.Comparison;

/// <summary>The state of the comparison as its address holds it.</summary>
/// <param name="Slugs">Datasets from left to right, at most <see cref="Most"/>.</param>
/// <param name="OnlyDifferences">Whether facts that agree are left out.</param>
public sealed record ComparisonAddress(IReadOnlyList<string> Slugs, bool OnlyDifferences = false)
{
    /// <summary>More columns do not fit side by side.</summary>
    public const int Most = 4;

    private const int LongestSlug = 120;

    public static ComparisonAddress Parse(string query)
    {
        Dictionary<string, StringValues> parts = QueryHelpers.ParseQuery(query);
        string[] slugs = parts.TryGetValue("d", out StringValues d) ? [.. d.OfType<string>().Where(slug => slug.Length is > 0 and <= LongestSlug).Distinct().Take(Most)] : [];
        return new(slugs, parts.TryGetValue("diff", out StringValues diff) && diff.ToString() is "1" or "true");
    }

    public string ToHref()
    {
        var query = new StringBuilder();
        foreach (string slug in Slugs)
            query.Append(query.Length == 0 ? '?' : '&').Append("d=").Append(Uri.EscapeDataString(slug));
        if (OnlyDifferences)
            query.Append(query.Length == 0 ? '?' : '&').Append("diff=1");
        return "/compare" + query;
    }

    public ComparisonAddress With(string slug) => this with { Slugs = [.. Slugs.Append(slug).Distinct().Take(Most)] };

    public ComparisonAddress Without(string slug) => this with { Slugs = [.. Slugs.Where(other => other != slug)] };
}
