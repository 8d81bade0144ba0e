using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Fetching;

/// <summary>Goes through a fetch as <see cref="SafeHttp"/> does, with a row's answers standing in for the network: no connection is made.</summary>
public static class GuardRehearsal
{
    /// <summary>The judgement of the first thing that is refused on the way, or of the last hop.</summary>
    public static async Task<UrlJudgement> JudgeAsync(GuardRow row, FetchOptions options, CancellationToken cancellationToken)
    {
        FetchOptions own = new()
        {
            AllowedPrivateHosts = row.AllowList?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? options.AllowedPrivateHosts,
            AllowedPorts = options.AllowedPorts,
            OwnHosts = row.IsOwnHost && HostText.Absolute(row.Url) is { } self ? [self.IdnHost] : options.OwnHosts,
            MaxRedirects = options.MaxRedirects,
        };
        UrlGuard guard = new(new RowResolver(row), Options.Create(own));

        UrlJudgement judgement = await FollowAsync(guard, row, own.MaxRedirects, cancellationToken);
        if (judgement.Allowed && row.Phase is not null)
            judgement = await FollowAsync(guard, row, own.MaxRedirects, cancellationToken);
        if (judgement.Allowed && row.Html is { } html)
            judgement = await JudgeLinksAsync(guard, judgement, html, cancellationToken);
        return judgement;
    }

    private static async Task<UrlJudgement> FollowAsync(UrlGuard guard, GuardRow row, int maxRedirects, CancellationToken cancellationToken)
    {
        UrlJudgement hop = await AskAsync(guard, row.Url, cancellationToken);
        for (int i = 0; hop.Allowed && i < row.Redirects.Count; i++)
        {
            if (i == maxRedirects)
                return UrlJudgement.Refuse(UrlCodes.TooManyRedirects, SafeHttp.TooManyRedirects(hop.Url!.IdnHost, maxRedirects));
            UrlJudgement next = await AskAsync(guard, Redirects.Target(hop.Url!, row.Redirects[i]), cancellationToken);
            if (next.Allowed && Redirects.IsDowngrade(hop.Url!, next.Url!))
                return UrlJudgement.Refuse(UrlCodes.Downgrade, SafeHttp.Downgrade(hop.Url!.IdnHost));
            hop = next;
        }

        return hop;
    }

    // Once as text and once for the connection, as every real request.
    private static async Task<UrlJudgement> AskAsync(UrlGuard guard, string url, CancellationToken cancellationToken)
    {
        UrlJudgement asked = await guard.JudgeAsync(url, cancellationToken);
        if (!asked.Allowed)
            return asked;
        UrlJudgement connected = await guard.JudgeConnectionAsync(new(asked.Url!.IdnHost, asked.Url.Port), cancellationToken);
        return connected with { Url = asked.Url };
    }

    private static async Task<UrlJudgement> JudgeLinksAsync(UrlGuard guard, UrlJudgement page, string html, CancellationToken cancellationToken)
    {
        using IDocument document = await new HtmlParser().ParseDocumentAsync(html, cancellationToken);
        string? stated = document.QuerySelector("base[href]")?.GetAttribute("href");
        IEnumerable<string> links = document.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!);
        IEnumerable<string> refreshes = document.QuerySelectorAll("meta[http-equiv=refresh]")
            .Select(meta => meta.GetAttribute("content") ?? "")
            .Where(content => content.Contains('=', StringComparison.Ordinal))
            .Select(content => content[(content.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());
        Uri origin = stated is not null && Uri.TryCreate(page.Url, stated, out Uri? based) ? based : page.Url!;
        UrlJudgement judgement = page;
        foreach (string link in refreshes.Concat(links))
        {
            judgement = await AskAsync(guard, Redirects.Target(origin, link), cancellationToken);
            if (!judgement.Allowed)
                return judgement;
        }

        return judgement;
    }
}
