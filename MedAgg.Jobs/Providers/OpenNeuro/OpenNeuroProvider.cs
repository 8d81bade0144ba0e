using System.Text;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.OpenNeuro;

/// <summary>A snapshot of OpenNeuro. Folders are opened level by level, many in one request. Sizes of the interface are often wrong: what the file's host says counts.</summary>
internal sealed class OpenNeuroProvider(OpenNeuroClient client, RemoteFiles files, IOptions<OpenNeuroOptions> options) : IDatasetProvider
{
    private const string Fields = "{id filename urls size directory}";

    public string Id => "openneuro";

    public bool Recognises(SourceAddress source) => OpenNeuroAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.BaseUrl);

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        OpenNeuroAddress address = OpenNeuroAddress.Read(source, options.Value)!;
        string about = "tag description{Name License DatasetDOI} files(tree:null)" + Fields;
        string query = address.Tag is { } tag
            ? $"query{{snapshot(datasetId:\"{address.DatasetId}\",tag:\"{tag}\"){{{about}}}}}"
            : $"query{{dataset(id:\"{address.DatasetId}\"){{latestSnapshot{{{about}}}}}}}";
        (SourceAnswer? answer, Refusal? refusal) = await client.AskAsync(query, source.Credentials, cancellationToken);
        if (answer is null)
            return Resolution.Refused(refusal!);
        using (answer)
        {
            JsonElement snapshot = address.Tag is null ? answer.Json.At("data", "dataset", "latestSnapshot") : answer.Json.At("data", "snapshot");
            if (snapshot.Text("tag") is not { } found)
                return Resolution.Refused(SourceCodes.NotFound, $"OpenNeuro has no published {address.DatasetId}{(address.Tag is { } wanted ? " " + wanted : "")}.");
            Tree tree = new();
            tree.Add("", snapshot.Each("files"));
            Refusal? broken = await OpenAsync(address.DatasetId, found, tree, source.Credentials, cancellationToken);
            return broken is not null ? Resolution.Refused(broken) : ToPlan(address.DatasetId, found, snapshot.At("description"), tree);
        }
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { IsSizeExact = false, AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);

    private Resolution ToPlan(string id, string tag, JsonElement about, Tree tree)
    {
        (IReadOnlyList<PlannedFile> planned, IReadOnlyList<string> unusable) = SourcePaths.Settle(tree.Files);
        string page = SourceSites.Join(options.Value.BaseUrl, "datasets", id, "versions", tag);
        return Resolution.Of(new()
        {
            Name = about.Text("Name") ?? id,
            Provider = Id,
            Licence = about.Text("License"),
            Access = DatasetAccess.Open,
            Version = tag,
            Pin = page,
            LandingPage = page,
            Doi = about.Text("DatasetDOI") is { } doi ? SourceSites.DoiOf(doi) : null,
            Files = planned,
            Warnings = [.. tree.Lost == 0 ? [] : (string[])[$"FILE_WITHOUT_ADDRESS: OpenNeuro names no address for {tree.Lost} files; they are left out."], .. unusable],
        });
    }

    /// <summary>Opens the folders of one level after the other.</summary>
    private async Task<Refusal?> OpenAsync(string id, string tag, Tree tree, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        int opened = 0;
        while (tree.TakeFolders(options.Value.FoldersAtOnce) is { Count: > 0 } folders)
        {
            opened += folders.Count;
            if (opened > options.Value.MaxFolders)
                return new(SourceCodes.ListingTooLong, $"{id} has more than {options.Value.MaxFolders} folders.");
            StringBuilder query = new($"query{{snapshot(datasetId:\"{id}\",tag:\"{tag}\"){{");
            for (int i = 0; i < folders.Count; i++)
                query.Append(System.Globalization.CultureInfo.InvariantCulture, $"f{i}:files(tree:{JsonSerializer.Serialize(folders[i].TreeId)}){Fields} ");
            (SourceAnswer? answer, Refusal? refusal) = await client.AskAsync(query.Append("}}").ToString(), credentials, cancellationToken);
            if (answer is null)
                return refusal;
            using (answer)
            {
                for (int i = 0; i < folders.Count; i++)
                    tree.Add(folders[i].Path + "/", answer.Json.Each("data", "snapshot", $"f{i}"));
            }
        }

        return null;
    }

    private sealed class Tree
    {
        private readonly Queue<(string TreeId, string Path)> _folders = new();
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public List<PlannedFile> Files { get; } = [];

        public int Lost { get; private set; }

        public void Add(string below, IEnumerable<JsonElement> items)
        {
            foreach (JsonElement item in items)
            {
                if (item.Text("filename") is not { } name)
                    continue;
                string path = below + name;
                // A folder that names itself as its own content would never end.
                if (item.Says("directory") && item.Text("id") is { } id && _seen.Add(path))
                    _folders.Enqueue((id, path));
                else if (!item.Says("directory"))
                    AddFile(path, item);
            }
        }

        public List<(string TreeId, string Path)> TakeFolders(int most)
        {
            List<(string, string)> taken = [];
            while (taken.Count < most && _folders.TryDequeue(out (string TreeId, string Path) folder))
                taken.Add(folder);
            return taken;
        }

        private void AddFile(string path, JsonElement item)
        {
            string[] urls = [.. item.Each("urls").Select(url => url.Text()).OfType<string>()];
            if (urls.Length == 0)
                Lost++;
            else
                Files.Add(new(path, urls[0], item.Count("size"), Checksum: null) { Stamp = item.Text("id"), Mirrors = urls[1..] });
        }
    }
}
