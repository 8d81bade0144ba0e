using System.Net;
using System.Text.RegularExpressions;

namespace MedAgg.Web.Tests.Features.Accounts;

/// <summary>A browser without script: cookies, forms with their hidden fields, redirects that are looked at.</summary>
internal sealed partial class Browser(Uri site) : IDisposable
{
    private readonly HttpMessageInvoker _wire = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true });

    public string Html { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>Path and query that the last answer leads to; null when it is a page.</summary>
    public string? LeadsTo { get; private set; }

    public Task GetAsync(string address, string language = "en")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site, address));
        request.Headers.AcceptLanguage.ParseAdd(language);
        return SendAsync(request);
    }

    /// <summary>Posts the form of the page that was got last; fields given here replace those of the page.</summary>
    public async Task SubmitAsync(string address, params (string Name, string Value)[] fields)
    {
        string token = Token().Match(Html).Groups[1].Value;
        string handler = Handler().Matches(Html).LastOrDefault()?.Groups[1].Value ?? "";
        List<KeyValuePair<string, string>> body = [new("__RequestVerificationToken", token), new("_handler", handler), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(site, address)) { Content = new FormUrlEncodedContent(body) });
    }

    public void Dispose() => _wire.Dispose();

    private async Task SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage answer = await _wire.SendAsync(request, TestContext.Current.CancellationToken);
            Status = answer.StatusCode;
            Html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Uri? place = answer.Headers.Location;
            LeadsTo = place is null ? null : place.IsAbsoluteUri ? place.PathAndQuery : place.OriginalString;
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();
}
