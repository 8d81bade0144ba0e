using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.HuggingFace;

/// <summary>A dataset of the Hugging Face hub at the commit that it was resolved to. Large files have a SHA-256, small ones the name of their Git object.</summary>
internal sealed class HuggingFaceProvider(SourceClient client, RemoteFiles files, IOptions<HuggingFaceOptions> options) : IDatasetProvider
{
    // Larger files are given out in chunks by a protocol of the hub's own.
    private const long MaxPlainBytes = 50L << 30;

    private string Base => options.Value.BaseUrl.TrimEnd('/');

    public string Id => "huggingface";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.Url && HuggingFaceAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.BaseUrl);

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        HuggingFaceAddress address = HuggingFaceAddress.Read(source, options.Value)!;
        string api = $"{Base}/api/datasets/{SourceSites.EscapePath(address.Id)}";
        using SourceAnswer about = await client.AskJsonAsync(
            new(address.Revision is { } revision ? $"{api}/revision/{Uri.EscapeDataString(revision)}" : api) { Credentials = source.Credentials }, cancellationToken);
        if (Refuse(about, address, source) is { } refusal)
            return Resolution.Refused(refusal);
        JsonElement json = about.Json;
        if (json.Text("sha") is not { } commit)
            return Resolution.Refused(SourceCodes.BadAnswer, "The hub answered something that is not a dataset.");
        bool isGated = json.Text("gated") is not null || json.Says("gated");

        // The answer names the dataset as it is called today: after a renaming the old name only redirects.
        string id = json.Text("id") ?? address.Id;
        if (isGated && source.Credentials is null)
            return Withheld(Describe(json, id, commit, isGated), $"'{id}' is gated: accept its terms on the hub, then store an access token for {CredentialsOrigin(source)!.Host}.");
        (IReadOnlyList<PlannedFile> listed, refusal) = await ListAsync(source, address, id, commit, cancellationToken);
        if (refusal is { Code: SourceCodes.AccessNotGranted })
            return Withheld(Describe(json, id, commit, isGated: true), refusal.Message);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        if (listed.All(file => file.Path == ".gitattributes"))
            return Resolution.Refused(SourceCodes.Empty, $"'{id}' holds no file{(address.Path.Length > 0 ? " at that path" : "")}.");
        (IReadOnlyList<PlannedFile> settled, IReadOnlyList<string> odd) = SourcePaths.Settle(listed);
        List<string> warnings = [.. odd, .. settled.Where(file => file.SizeBytes > MaxPlainBytes).Select(file => $"FILE_TOO_LARGE: '{file.Path}' has more than 50 GB, which the hub does not give out over plain HTTP.")];
        return Resolution.Of(Describe(json, id, commit, isGated) with { Files = settled, Warnings = warnings });
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);

    private async Task<(IReadOnlyList<PlannedFile> Files, Refusal? Refusal)> ListAsync(
        SourceAddress source, HuggingFaceAddress address, string id, string commit, CancellationToken cancellationToken)
    {
        // A file's folder is listed: the tree of a file itself is an error there.
        string folder = address.IsFile ? address.Path.LastIndexOf('/') is > 0 and var slash ? address.Path[..slash] : "" : address.Path;
        string below = folder.Length == 0 ? "" : "/" + SourceSites.EscapePath(folder);
        string? page = $"{Base}/api/datasets/{SourceSites.EscapePath(id)}/tree/{commit}{below}?recursive={(address.IsFile ? "false" : "true")}&expand=false";
        List<PlannedFile> found = [];
        HashSet<string> seen = [];
        while (page is not null && seen.Add(page))
        {
            using SourceAnswer answer = await client.AskJsonAsync(new(page) { Credentials = source.Credentials }, cancellationToken);
            if (Refuse(answer, address, source) is { } refusal)
                return (found, refusal);
            found.AddRange(answer.Json.Each().Where(entry => entry.Text("type") == "file").Select(entry => Planned(entry, id, commit)).OfType<PlannedFile>());
            if (found.Count > options.Value.MaxFiles)
                return (found, new(SourceCodes.ListingTooLong, $"'{id}' has more than {options.Value.MaxFiles} files."));
            page = LinkHeader.Next(answer);
        }

        return address.IsFile && !found.Exists(file => file.Path == address.Path)
            ? ([], new(SourceCodes.NotFound, $"'{id}' has no file at that path and revision."))
            : (address.IsFile ? [.. found.Where(file => file.Path == address.Path)] : found, null);
    }

    private PlannedFile? Planned(JsonElement entry, string id, string commit) => entry.Text("path") is not { } path
        ? null
        : new(
            path,
            $"{Base}/datasets/{SourceSites.EscapePath(id)}/resolve/{commit}/{SourceSites.EscapePath(path)}",
            entry.Count("lfs", "size") ?? entry.Count("size"),
            Checksum.Of("sha256", entry.Text("lfs", "oid")) ?? Checksum.Of("git-sha1", entry.Text("oid")));

    private SourcePlan Describe(JsonElement json, string id, string commit, bool isGated) => new()
    {
        Name = json.Text("cardData", "pretty_name") ?? id,
        Provider = "huggingface",
        Licence = json.Text("cardData", "license") ?? FirstOf(json, "license") ?? json.Each("tags").Select(tag => tag.Text()).FirstOrDefault(tag => tag?.StartsWith("license:", StringComparison.Ordinal) ?? false)?["license:".Length..],
        LicenceUrl = json.Text("cardData", "license_link"),
        Access = isGated ? DatasetAccess.Gated : json.Says("private") ? DatasetAccess.Registration : DatasetAccess.Open,
        Version = commit[..Math.Min(12, commit.Length)],
        Pin = $"{Base}/datasets/{SourceSites.EscapePath(id)}/tree/{commit}",
        LandingPage = $"{Base}/datasets/{SourceSites.EscapePath(id)}",
        Doi = json.Text("doi", "id") ?? json.Text("doi"),
        Description = PlainText.OfHtml(json.Text("description")),
        Files = [],
    };

    private static Resolution Withheld(SourcePlan plan, string why) => Resolution.Of(plan with { IsWithheld = true, Warnings = [$"{SourceCodes.AccessNotGranted}: {why}"] });

    private static string? FirstOf(JsonElement json, string name) =>
        string.Join("; ", json.At("cardData").Each(name).Select(item => item.Text()).OfType<string>()) is { Length: > 0 } all ? all : null;

    private static Refusal? Refuse(SourceAnswer answer, HuggingFaceAddress address, SourceAddress source)
    {
        bool isKnown = source.Credentials is not null;
        return answer.Header("X-Error-Code") switch
        {
            _ when answer.Status == 200 => answer.Refusal,
            "GatedRepo" => new(SourceCodes.AccessNotGranted, isKnown
                ? $"'{address.Id}' is gated and the stored token's account has no access yet: accept its terms on the hub."
                : $"'{address.Id}' is gated: accept its terms on the hub, then store an access token."),
            "RevisionNotFound" => new(SourceCodes.NotFound, $"'{address.Id}' has no revision '{FileNames.Clean(address.Revision)}'."),
            "EntryNotFound" => new(SourceCodes.NotFound, $"'{address.Id}' has nothing at that path."),
            // The hub says 401 for what does not exist, so as not to tell who has private datasets.
            "RepoNotFound" => new(SourceCodes.NotFound, $"The hub has no dataset '{address.Id}', or it is private{(isKnown ? " and not open to the stored token" : "")}."),
            _ when answer.Status == 401 && isKnown => new(SourceCodes.CredentialsRefused, "The hub does not take the stored token: it may have expired."),
            _ when answer.Header("X-Error-Message")?.Contains("disabled", StringComparison.OrdinalIgnoreCase) ?? false => new(SourceCodes.Forbidden, $"The hub has taken '{address.Id}' down."),
            _ => answer.Refusal,
        };
    }
}
