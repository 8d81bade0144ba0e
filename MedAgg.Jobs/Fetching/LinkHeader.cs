using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Fetching;

/// <summary>Reads the <c>Link</c> header, by which some sources page (RFC 8288) and some name mirrors.</summary>
public static partial class LinkHeader
{
    /// <summary>Address of the next page; null on the last one, and when it leads to another origin than the page itself.</summary>
    public static string? Next(SourceAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Url is not { } here || answer.Header("Link") is not { } header)
            return null;
        return Of(header, "next", here).FirstOrDefault(next => next.GetLeftPart(UriPartial.Authority) == here.GetLeftPart(UriPartial.Authority))?.AbsoluteUri;
    }

    /// <summary>Other addresses of the same bytes that a server names (RFC 6249), at most five.</summary>
    internal static IReadOnlyList<string> Mirrors(HttpResponseMessage response, Uri here) => response.Headers.TryGetValues("Link", out IEnumerable<string>? values)
        ? [.. values.SelectMany(value => Of(value, "duplicate", here)).Select(mirror => mirror.AbsoluteUri).Distinct().Take(5)]
        : [];

    private static IEnumerable<Uri> Of(string header, string relation, Uri here)
    {
        foreach (Match match in Link().Matches(header))
        {
            bool isMeant = Relation().Match(match.Groups[2].Value) is { Success: true } stated && stated.Groups[1].Value.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase);
            if (isMeant && Uri.TryCreate(here, match.Groups[1].Value, out Uri? target) && (target.Scheme is "http" or "https"))
                yield return target;
        }
    }

    [GeneratedRegex(@"<([^<>]{1,4096})>([^<]*)")]
    private static partial Regex Link();

    [GeneratedRegex(@";\s*rel\s*=\s*""?([^"";,]{1,100})", RegexOptions.IgnoreCase)]
    private static partial Regex Relation();
}
