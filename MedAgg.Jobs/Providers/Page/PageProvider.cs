using System.Text.Json;
using AngleSharp.Dom;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Page;

/// <summary>A folder on a web server with all below it, or a page with links to data files. Asked last: any page is one.</summary>
internal sealed class PageProvider(SourceClient client, FolderCrawler crawler, FileSizes sizes, RemoteFiles files, IOptions<PageOptions> options) : IDatasetProvider
{
    public string Id => "page";

    public bool Recognises(SourceAddress source) => source is { Kind: SourceKind.Url, Url.Scheme: "http" or "https" };

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskAsync(new(source.Location) { Credentials = source.Credentials }, cancellationToken);
        if (answer.Refusal is { } refusal)
            return Resolution.Refused(refusal);
        Uri here = answer.Url!;
        bool isJson = answer.Json.ValueKind is JsonValueKind.Array;
        bool isPage = answer.MediaType is "text/html" or "application/xhtml+xml";
        if (!isJson && !isPage && !PageSniffer.IsPage(answer.Body.Span[..Math.Min(answer.Body.Length, PageSniffer.HeadBytes)]))
            return Resolution.Refused(SourceCodes.NotData, $"{here.IdnHost} answers with neither a data file nor a page.");
        IDocument page = FolderCrawler.Parse(answer);
        // A folder without its slash is answered at the same address by some servers; links are then meant below it.
        Uri folder = here.AbsolutePath.EndsWith('/') ? new(here.GetLeftPart(UriPartial.Path)) : new(here.GetLeftPart(UriPartial.Path) + "/");
        if (isJson || FolderListing.Is(page, here))
            return await FolderAsync(source, folder, [.. FolderCrawler.EntriesOf(answer, folder)], cancellationToken);
        return await LinksAsync(source, PageLinks.Read(page, here), here, cancellationToken);
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path), IsSizeExact = false }, cancellationToken);

    private async Task<Resolution> FolderAsync(SourceAddress source, Uri folder, IReadOnlyList<ListedEntry> entries, CancellationToken cancellationToken)
    {
        (IReadOnlyList<PlannedFile> found, IReadOnlyList<string> warnings, Refusal? refusal) = await crawler.WalkAsync(folder, entries, source.Credentials, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        if (found.Count == 0)
            return Resolution.Refused(SourceCodes.Empty, $"The folder at {folder.IdnHost} lists no file.");
        IReadOnlyList<PlannedFile> checkedFiles = await WithChecksumsAsync(found, source.Credentials, cancellationToken);
        IReadOnlyList<PlannedFile> sized = await sizes.FillAsync(checkedFiles, source.Credentials, cancellationToken);
        (IReadOnlyList<PlannedFile> settled, IReadOnlyList<string> odd) = SourcePaths.Settle(sized);
        string[] parts = SourceSites.Parts(folder);
        return Resolution.Of(new()
        {
            Name = parts.Length > 0 ? parts[^1] : folder.IdnHost,
            Provider = Id,
            LandingPage = folder.AbsoluteUri,
            Files = settled,
            Warnings = [.. warnings, .. odd],
        });
    }

    private async Task<IReadOnlyList<PlannedFile>> WithChecksumsAsync(IReadOnlyList<PlannedFile> found, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        Dictionary<string, string> stated = new(StringComparer.Ordinal);
        foreach (PlannedFile file in found.Where(file => ChecksumFiles.Is(file.Path)).Take(200))
        {
            using SourceAnswer answer = await client.AskAsync(new(file.Location) { Credentials = credentials }, cancellationToken);
            if (answer.Refusal is not null || PageSniffer.IsPage(answer.Body.Span[..Math.Min(answer.Body.Length, PageSniffer.HeadBytes)]))
                continue; // without the list the bytes are hashed all the same, only not compared
            foreach ((string path, string checksum) in ChecksumFiles.Read(file.Path, answer.Text))
                stated[path] = stated.TryGetValue(path, out string? known) ? Checksum.Strongest(known, checksum)! : checksum;
        }

        return [.. found.Select(file => stated.TryGetValue(file.Path, out string? checksum) ? file with { Checksum = checksum } : file)];
    }

    private async Task<Resolution> LinksAsync(SourceAddress source, PageLinks links, Uri here, CancellationToken cancellationToken)
    {
        if (links.Files.Count == 0 && links.IsLogin)
            return Resolution.Refused(SourceCodes.CredentialsMissing, $"{here.IdnHost} answers with a page that asks for a login; store credentials for that host, or download the files yourself and upload them.");
        if (links.Files.Count == 0)
            return Resolution.Refused(SourceCodes.NotData, $"The page at {here.IdnHost} links to no data file; give the address of the file itself.");
        if (links.Files.Count > options.Value.MaxLinks)
            return Resolution.Refused(SourceCodes.ListingTooLong, $"The page at {here.IdnHost} links to {links.Files.Count} data files; at most {options.Value.MaxLinks} are taken at once.");
        IReadOnlyList<PlannedFile> sized = await sizes.FillAsync(links.Files, source.Credentials, cancellationToken);
        (IReadOnlyList<PlannedFile> settled, IReadOnlyList<string> odd) = SourcePaths.Settle(sized);
        return Resolution.Of(new()
        {
            Name = links.Title is { Length: > 0 } title ? title : here.IdnHost,
            Provider = Id,
            Licence = links.Licence,
            Version = links.Version,
            Doi = links.Doi,
            Description = links.Description,
            LandingPage = here.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped),
            Files = settled,
            Warnings = odd,
        });
    }
}
