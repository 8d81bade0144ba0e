using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Fetching;

/// <summary>Reads the <c>Link</c> header by which some sources page (RFC 8288).</summary>
public static partial class LinkHeader
{
    /// <summary>Address of the next page; null on the last one, and when it leads to another origin than the page itself.</summary>
    public static string? Next(SourceAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Url is not { } here || answer.Header("Link") is not { } header)
            return null;
        foreach (Match match in Link().Matches(header))
        {
            bool isNext = Relation().Match(match.Groups[2].Value) is { Success: true } relation && relation.Groups[1].Value.Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase);
            if (isNext && Uri.TryCreate(here, match.Groups[1].Value, out Uri? next) && next.GetLeftPart(UriPartial.Authority) == here.GetLeftPart(UriPartial.Authority))
                return next.AbsoluteUri;
        }

        return null;
    }

    [GeneratedRegex(@"<([^<>]{1,4096})>([^<]*)")]
    private static partial Regex Link();

    [GeneratedRegex(@";\s*rel\s*=\s*""?([^"";,]{1,100})", RegexOptions.IgnoreCase)]
    private static partial Regex Relation();
}
