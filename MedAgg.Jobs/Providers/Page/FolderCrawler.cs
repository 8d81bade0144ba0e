using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Page;

/// <summary>Follows the folders of a listing: the same host, below the address, bounded in depth and number.</summary>
internal sealed class FolderCrawler(SourceClient client, IOptions<PageOptions> options)
{
    private sealed record Folder(Uri Url, int Depth);

    /// <summary>Everything below a folder whose own page is at hand.</summary>
    /// <param name="root">Address of the folder, with a slash at the end.</param>
    /// <param name="first">Entries of its page.</param>
    public async Task<(IReadOnlyList<PlannedFile> Files, IReadOnlyList<string> Warnings, Refusal? Refusal)> WalkAsync(
        Uri root, IEnumerable<ListedEntry> first, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        List<PlannedFile> files = [];
        List<string> warnings = [];
        HashSet<string> seen = [root.AbsoluteUri];
        Queue<Folder> open = [];
        Take(root, new(root, 0), first, files, open, seen, warnings);
        for (int asked = 1; open.TryDequeue(out Folder? next); asked++)
        {
            if (asked > options.Value.MaxFolders || files.Count > options.Value.MaxFiles)
                return (files, warnings, new(SourceCodes.ListingTooLong, $"The folder at {root.IdnHost} has more than {options.Value.MaxFolders} folders or {options.Value.MaxFiles} files; name one below it."));
            using SourceAnswer answer = await client.AskAsync(new(next.Url.AbsoluteUri) { Credentials = credentials }, cancellationToken);
            if (answer.Refusal is { } refusal)
            {
                // Half a listing would look like a whole dataset.
                if (refusal.Code is not (SourceCodes.Forbidden or SourceCodes.CredentialsRefused or SourceCodes.NotFound))
                    return (files, warnings, refusal);
                warnings.Add($"{refusal.Code}: The folder '{PathBelow(root, next.Url)}' cannot be listed and is left out.");
                continue;
            }

            Take(root, next, EntriesOf(answer, next.Url), files, open, seen, warnings);
        }

        return (files, warnings, null);
    }

    /// <summary>Entries of a folder's page or of its JSON.</summary>
    public static IEnumerable<ListedEntry> EntriesOf(SourceAnswer answer, Uri folder) => answer.Json.ValueKind is JsonValueKind.Array
        ? FolderListing.ReadJson(answer.Json, folder)
        : FolderListing.Read(Parse(answer), folder);

    public static IDocument Parse(SourceAnswer answer) => new HtmlParser().ParseDocument(answer.Text);

    /// <summary>Path of an address below a folder, unescaped once.</summary>
    public static string PathBelow(Uri root, Uri url) => Uri.UnescapeDataString(url.AbsolutePath[root.AbsolutePath.Length..]);

    private void Take(Uri root, Folder folder, IEnumerable<ListedEntry> entries, List<PlannedFile> files, Queue<Folder> open, HashSet<string> seen, List<string> warnings)
    {
        foreach (ListedEntry entry in entries)
        {
            if (!seen.Add(entry.Url.AbsoluteUri))
                continue;
            if (!entry.IsFolder)
                files.Add(new(PathBelow(root, entry.Url), entry.Url.AbsoluteUri, entry.SizeBytes, Checksum: null));
            else if (folder.Depth < options.Value.MaxDepth)
                open.Enqueue(new(entry.Url, folder.Depth + 1));
            else
                warnings.Add($"FOLDER_TOO_DEEP: The folder '{PathBelow(root, entry.Url)}' is more than {options.Value.MaxDepth} folders deep and is left out.");
        }
    }
}
