using AngleSharp.Html.Parser;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GoogleDrive;

/// <summary>
/// Finds the address under which a shared file is really sent. A small file comes at once; a large one stands behind a page that says it could not be
/// scanned, with a form to be sent; a file over its quota is a page as well, and both pages answer 200. Only a stated file name means the file.
/// </summary>
internal sealed class GoogleDriveDoor(SafeHttp http, IOptions<GoogleDriveOptions> options, TimeProvider clock)
{
    private const int MaxPageBytes = 2 << 20;

    public async Task<GoogleDriveFile> OpenAsync(string fileId, CancellationToken cancellationToken)
    {
        string first = SourceSites.Join(options.Value.BaseUrl, "uc") + "?export=download&id=" + fileId;
        GoogleDriveFile found = await AskAsync(first, fileId, cancellationToken);
        // The form's page is answered once; what its address answers is the file or another refusal.
        return found.Form is { } form ? await AskAsync(form, fileId, cancellationToken) : found;
    }

    private async Task<GoogleDriveFile> AskAsync(string url, string fileId, CancellationToken cancellationToken)
    {
        using FetchAnswer answer = await http.SendAsync(new(url), cancellationToken);
        if (answer.Refusal is { } refusal)
            return new(url) { Refusal = refusal };
        HttpResponseMessage response = answer.Response!;
        int status = (int)response.StatusCode;
        if (status == 404)
            return new(url) { Refusal = new(SourceCodes.NotFound, $"Google Drive has no file {fileId}.") };
        if (status is 401 or 403 || answer.FinalUrl!.IdnHost.StartsWith("accounts.", StringComparison.Ordinal))
            return new(url) { Refusal = new(SourceCodes.AccessNotGranted, $"File {fileId} of Google Drive is not shared with everybody who has the link.") };
        if (status != 200)
            return new(url) { Refusal = SourceAnswers.Refuse(answer, $"File {fileId} of Google Drive", clock.GetUtcNow())?.Refusal ?? new(SourceCodes.BadAnswer, $"Google Drive answered HTTP {status}.") };
        if (response.Content.Headers.ContentDisposition is not null)
            return new(url) { FileName = FileNames.Of(response, new(url)), SizeBytes = response.Content.Headers.ContentLength };
        return ReadPage(await TextAsync(response, cancellationToken), url, fileId);
    }

    private GoogleDriveFile ReadPage(string html, string url, string fileId)
    {
        using var page = new HtmlParser().ParseDocument(html);
        if (page.QuerySelector("form#download-form, form[id=downloadForm]") is { } form && url.Contains("/uc?", StringComparison.Ordinal))
        {
            // The action is not taken from the page: it may only be the host that sends files.
            string query = string.Join('&', form.QuerySelectorAll("input[type=hidden]")
                .Select(input => (Name: input.GetAttribute("name"), Value: input.GetAttribute("value")))
                .Where(pair => !string.IsNullOrEmpty(pair.Name) && pair.Name is not ("id" or "export"))
                .Select(pair => Uri.EscapeDataString(pair.Name!) + "=" + Uri.EscapeDataString(pair.Value ?? "")));
            return new(url) { Form = SourceSites.Join(options.Value.ContentUrl, "download") + $"?id={fileId}&export=download" + (query.Length > 0 ? "&" + query : "&confirm=t") };
        }

        string? said = page.QuerySelector("p.uc-error-subcaption")?.TextContent.Trim() ?? page.QuerySelector("p.uc-error-caption")?.TextContent.Trim();
        return said is not null && said.Contains("too many", StringComparison.OrdinalIgnoreCase)
            ? new(url) { Refusal = new(SourceCodes.RateLimited, $"Too many people fetched file {fileId} of Google Drive; it is given again after up to 24 hours.") }
            : new(url) { Refusal = new(SourceCodes.NotData, $"Google Drive answers with a page and not with file {fileId}{(said is null ? "" : ": " + FileNames.Clean(said))}.") };
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] bytes = new byte[MaxPageBytes];
        int length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, length);
    }
}

/// <summary>A shared file as it can be fetched now.</summary>
/// <param name="Url">Where it is sent.</param>
internal sealed record GoogleDriveFile(string Url)
{
    public string FileName { get; init; } = "";

    public long? SizeBytes { get; init; }

    /// <summary>Where the page's form leads; null for the file itself.</summary>
    public string? Form { get; init; }

    public Refusal? Refusal { get; init; }
}
