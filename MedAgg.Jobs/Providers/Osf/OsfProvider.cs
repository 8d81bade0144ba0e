using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Osf;

/// <summary>A public project or registration of the Open Science Framework: every storage of it, folder by folder and page by page.</summary>
internal sealed class OsfProvider(SourceClient client, RemoteFiles files, IOptions<OsfOptions> options) : IDatasetProvider
{
    public string Id => "osf";

    public bool Recognises(SourceAddress source) => OsfAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.ApiUrl);

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        string guid = OsfAddress.Read(source, options.Value)!.Guid;
        // The interface forwards a short id to whatever it names.
        using SourceAnswer answer = await client.AskJsonAsync(new(SourceSites.Join(options.Value.ApiUrl, "v2", "guids", guid) + "/?embed=license") { Credentials = source.Credentials }, cancellationToken);
        switch (answer.Status)
        {
            case 404 or 410:
                return Resolution.Refused(SourceCodes.NotFound, $"OSF has nothing under {guid}.");
            case 401 or 403:
                return Resolution.Refused(SourceCodes.AccessNotGranted, $"{guid} is private at OSF: its owners must give this account access there first.");
        }

        if (answer.Refusal is { } refusal)
            return Resolution.Refused(refusal);
        JsonElement data = answer.Json.At("data");
        string? type = data.Text("type");
        if (type == "files" && Planned(data) is { } single)
            return Resolution.Of(Described(guid, data) with { Files = [single] });
        if (type is not ("nodes" or "registrations"))
            return Resolution.Refused(SourceCodes.NotRecognised, $"{guid} at OSF is neither a project nor a file ({FileNames.Clean(type ?? "unknown")}).");
        (List<PlannedFile> found, Refusal? broken) = await ListAsync(SourceSites.Join(options.Value.ApiUrl, "v2", type, data.Text("id") ?? guid, "files") + "/", source.Credentials, cancellationToken);
        if (broken is not null)
            return Resolution.Refused(broken);
        (IReadOnlyList<PlannedFile> planned, IReadOnlyList<string> unusable) = SourcePaths.Settle(found);
        return planned.Count == 0
            ? Resolution.Refused(SourceCodes.Empty, $"{guid} at OSF has no file; its components may have some, each under its own address.")
            : Resolution.Of(Described(guid, data) with { Files = planned, Warnings = unusable });
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);

    private SourcePlan Described(string guid, JsonElement data) => new()
    {
        Name = data.Text("attributes", "title") ?? data.Text("attributes", "name") ?? guid,
        Provider = Id,
        Licence = data.Text("embeds", "license", "data", "attributes", "name"),
        LicenceUrl = data.Text("embeds", "license", "data", "attributes", "url"),
        Access = DatasetAccess.Open,
        Version = data.Text("attributes", "date_modified") ?? data.Text("attributes", "current_version"),
        LandingPage = SourceSites.Join(options.Value.BaseUrl, guid) + "/",
        Description = PlainText.OfHtml(data.Text("attributes", "description")),
        Files = [],
    };

    private async Task<(List<PlannedFile> Files, Refusal? Refusal)> ListAsync(string first, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        List<PlannedFile> found = [];
        Queue<string> open = new([first]);
        HashSet<string> seen = new(StringComparer.Ordinal) { first };
        int pages = 0;
        while (open.TryDequeue(out string? url))
        {
            if (++pages > options.Value.MaxPages)
                return ([], new(SourceCodes.ListingTooLong, $"The project has more than {options.Value.MaxPages} pages of files."));
            using SourceAnswer answer = await client.AskJsonAsync(new(url + (url.Contains('?', StringComparison.Ordinal) ? "" : "?page%5Bsize%5D=100")) { Credentials = credentials }, cancellationToken);
            if (answer.Refusal is { } refusal)
                return ([], refusal);
            foreach (JsonElement item in answer.Json.Each("data"))
            {
                string? below = item.Text("relationships", "files", "links", "related", "href");
                if (item.Text("attributes", "kind") == "file")
                {
                    if (Planned(item) is { } file)
                        found.Add(file);
                }
                else if (below is not null && seen.Add(below))
                {
                    open.Enqueue(below);
                }
            }

            if (answer.Json.Text("links", "next") is { } next && seen.Add(next))
                open.Enqueue(next);
        }

        return (found, null);
    }

    private static PlannedFile? Planned(JsonElement item)
    {
        JsonElement about = item.At("attributes");
        if (item.Text("links", "download") is not { } url || (about.Text("materialized_path") ?? about.Text("name")) is not { } path)
            return null;
        string storage = about.Text("provider") is { } provider and not "osfstorage" ? provider + "/" : "";
        string? sha256 = Checksum.Of("sha256", about.Text("extra", "hashes", "sha256"));
        return new(storage + path.TrimStart('/'), url, about.Count("size"), sha256 ?? Checksum.Of("md5", about.Text("extra", "hashes", "md5")))
        {
            Stamp = about.Text("current_version") ?? about.Text("extra", "version") ?? about.Text("date_modified"),
        };
    }
}
