using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.PhysioNet;

/// <summary>
/// A published project of PhysioNet. The list of checksums is the list of files. Credentialed projects are described and not fetched: PhysioNet takes
/// a login only from programs whose names it knows and answers every other one with 403, and pretending to be one of them is not done here.
/// </summary>
internal sealed class PhysioNetProvider(SourceClient client, RemoteFiles files, IOptions<PhysioNetOptions> options) : IDatasetProvider
{
    public string Id => "physionet";

    public bool Recognises(SourceAddress source) => PhysioNetAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.BaseUrl);

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        PhysioNetAddress address = PhysioNetAddress.Read(source, options.Value)!;
        if ((address.Version ?? await NewestAsync(address.Slug, cancellationToken)) is not { } version)
            return Resolution.Refused(SourceCodes.NotFound, $"PhysioNet has no published project '{FileNames.Clean(address.Slug)}'.");
        using SourceAnswer about = await client.AskJsonAsync(new(Api(address.Slug, version) + "/"), cancellationToken);
        if (about.Status == 404)
            return Resolution.Refused(SourceCodes.NotFound, $"PhysioNet has no version {version} of '{FileNames.Clean(address.Slug)}'.");
        using SourceAnswer sums = await client.AskAsync(new(FileUrl(address.Slug, version, Sha256List.FileName)), cancellationToken);
        if (sums.Status is 401 or 403)
            return Closed(address.Slug, version, about.Json);
        if (sums.Refusal is { } refusal)
            return Resolution.Refused(refusal);
        return ToPlan(address, version, about.Json, sums.Text);
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);

    private Resolution ToPlan(PhysioNetAddress address, string version, JsonElement about, string sums)
    {
        (IReadOnlyList<(string Sha256, string Path)> listed, int unreadable) = Sha256List.Read(sums);
        List<string> warnings = unreadable == 0 ? [] : [$"LIST_ENTRIES_SKIPPED: {unreadable} lines of {Sha256List.FileName} are no checksums of files."];
        IEnumerable<(string Sha256, string Path)> named = address.Folder is { } folder
            ? listed.Where(file => file.Path == folder || file.Path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal))
            : listed;
        (IReadOnlyList<PlannedFile> files, IReadOnlyList<string> unusable) = SourcePaths.Settle(named.Select(file => Planned(address.Slug, version, file)));
        if (files.Count == 0)
            return Resolution.Refused(SourceCodes.NotFound, $"{Sha256List.FileName} of '{FileNames.Clean(address.Slug)}' {version} names no such file.");
        return Resolution.Of(Described(address.Slug, version, about) with
        {
            Access = DatasetAccess.Open,
            Files = files,
            FilesLeftOut = listed.Count - files.Count,
            Warnings = [.. warnings, .. unusable],
        });
    }

    private Resolution Closed(string slug, string version, JsonElement about) => Resolution.Of(Described(slug, version, about) with
    {
        Access = DatasetAccess.Credentialed,
        Files = [],
        Warnings =
        [
            $"{SourceCodes.AccessNotGranted}: PhysioNet gives the files of '{slug}' only to people who have signed its agreement, and only to programs whose names it knows: "
            + $"fetch them with wget -r -N -c -np --user NAME --ask-password {FileUrl(slug, version, "")} and add the folder here.",
        ],
    });

    private SourcePlan Described(string slug, string version, JsonElement about) => new()
    {
        Name = about.Text("title") ?? slug,
        Provider = Id,
        Licence = about.Text("license", "name") ?? about.Text("license"),
        Version = version,
        Pin = SourceSites.Join(options.Value.BaseUrl, "content", slug, version) + "/",
        LandingPage = SourceSites.Join(options.Value.BaseUrl, "content", slug, version) + "/",
        Doi = about.Text("doi"),
        Description = PlainText.OfHtml(about.Text("abstract") ?? about.Text("short_description")),
        Files = [],
    };

    private PlannedFile Planned(string slug, string version, (string Sha256, string Path) file) =>
        new(file.Path, FileUrl(slug, version, file.Path), SizeBytes: null, "sha256:" + file.Sha256)
        {
            Mirrors = options.Value.Mirror.Length == 0 ? [] : [SourceSites.Join(options.Value.Mirror, slug, version) + "/" + SourceSites.EscapePath(file.Path)],
        };

    // Versions are listed without an order that is promised; "2.10" is newer than "2.9".
    private async Task<string?> NewestAsync(string slug, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskJsonAsync(new(SourceSites.Join(options.Value.BaseUrl, "api", "v1", "project", "published", slug) + "/"), cancellationToken);
        IEnumerable<JsonElement> versions = answer.Json.ValueKind is JsonValueKind.Array ? answer.Json.Each() : answer.Json.Each("results");
        return versions.Select(item => item.Text("version")).OfType<string>().MaxBy(version => string.Concat(version.Split('.').Select(part => part.PadLeft(8, '0'))), StringComparer.Ordinal);
    }

    private string Api(string slug, string version) => SourceSites.Join(options.Value.BaseUrl, "api", "v1", "project", "published", slug, version);

    private string FileUrl(string slug, string version, string path) => SourceSites.Join(options.Value.BaseUrl, "files", slug, version) + "/" + SourceSites.EscapePath(path);
}
