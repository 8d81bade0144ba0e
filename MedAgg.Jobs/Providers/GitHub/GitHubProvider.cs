using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>A repository, a folder or a file of it at a pinned commit, or the files of a release.</summary>
internal sealed class GitHubProvider(GitHubApi api, GitHubCommit commits, GitHubRelease releases, LfsObjects objects, RemoteFiles files, IBlobStore blobs, IOptions<GitHubOptions> options) : IDatasetProvider
{
    public string Id => "github";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.Url && GitHubAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.ApiUrl);

    // Git LFS of private repositories is asked at the site itself.
    public IReadOnlyList<Uri> FurtherOrigins(SourceAddress source) => [objects.Origin];

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        GitHubAddress address = GitHubAddress.Read(source, options.Value)!;
        GitHubApi.Said said = await api.AskAsync(address.Name, $"repository {address.Name}", source.Credentials, cancellationToken);
        if (said.Refusal is not null)
            return Resolution.Refused(said.Refusal);
        JsonElement json = said.Json;
        // After a renaming or a move the old name redirects; the answer has the name of today.
        string repository = json.Text("full_name") ?? address.Name;
        SourcePlan about = new()
        {
            Name = json.Text("name") ?? address.Repository,
            Provider = Id,
            Licence = json.Text("license", "spdx_id") is { } spdx && spdx != "NOASSERTION" ? spdx : json.Text("license", "name"),
            Access = json.Says("private") ? DatasetAccess.Registration : DatasetAccess.Open,
            LandingPage = $"{options.Value.BaseUrl.TrimEnd('/')}/{repository}",
            Description = json.Text("description"),
            Files = [],
        };
        string reference = json.Text("default_branch") ?? "HEAD";
        if (address.Thing is GitHubThing.Release)
        {
            (Resolution? release, string? tag) = await releases.ResolveAsync(address, repository, about, source.Credentials, cancellationToken);
            if (release is not null)
                return release;
            reference = tag!;
        }

        return await commits.ResolveAsync(address, repository, reference, about, source, cancellationToken);
    }

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        if (objects.Holds(request.File.Location))
            return await objects.FetchAsync(request, cancellationToken);
        SourceCredentials? credentials = request.Source.Credentials;
        bool isAsset = request.File.Location.Contains("/releases/assets/", StringComparison.Ordinal);
        FetchedFile fetched = await files.FetchAsync(
            request,
            new RemoteFile(request.File.Location)
            {
                Headers = isAsset ? new() { ["Accept"] = "application/octet-stream" } : GitHubCommit.HeadersFor(request.File.Location.StartsWith(api.Base, StringComparison.Ordinal) ? credentials : null),
                AcceptsHtml = SourceNames.IsPage(request.File.Path),
            },
            cancellationToken);
        if (fetched.Refusal is { } refusal && request.File.Location.StartsWith(options.Value.MediaUrl, StringComparison.Ordinal))
            return FetchedFile.Refused("GITHUB_LFS_FAILED", $"Git LFS does not give '{request.File.Path}': its owner's quota may be used up, or the repository is private. {refusal.Message}");
        return fetched.Blob is { SizeBytes: >= LfsPointer.MinBytes and < LfsPointer.MaxBytes } small ? await FollowAsync(request, fetched, small, cancellationToken) : fetched with { FileName = null };
    }

    // A pointer that no .gitattributes announced: what it stands for is fetched in its place.
    private async Task<FetchedFile> FollowAsync(FileRequest request, FetchedFile fetched, BlobRef small, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[small.SizeBytes];
        await using (Stream stream = await blobs.OpenAsync(small.Sha256, cancellationToken))
            await stream.ReadExactlyAsync(bytes, cancellationToken);
        if (LfsPointer.Read(bytes) is not { } pointer)
            return fetched with { FileName = null };
        PlannedFile real = request.File with { SizeBytes = pointer.SizeBytes, Checksum = pointer.Checksum };
        if (RepositoryOf(request.File.Location) is { } repository)
            return await objects.FetchAsync(request with { File = real with { Location = objects.PlaceOf(repository, pointer) } }, cancellationToken);
        string media = options.Value.MediaUrl.TrimEnd('/') + request.File.Location[options.Value.RawUrl.TrimEnd('/').Length..];
        real = real with { Location = media };
        FetchedFile content = await files.FetchAsync(request with { File = real }, new RemoteFile(media), cancellationToken);
        return content.Refusal is { } refusal
            ? FetchedFile.Refused("GITHUB_LFS_FAILED", $"Git LFS does not give '{request.File.Path}': its owner's quota may be used up. {refusal.Message}")
            : content with { FileName = null };
    }

    // Objects that the API gave belong to a private repository; null for those of the public host.
    private string? RepositoryOf(string location) =>
        location.StartsWith(api.Base + "/repos/", StringComparison.Ordinal) && location[(api.Base.Length + "/repos/".Length)..].Split('/') is [var owner, var name, ..] ? $"{owner}/{name}" : null;
}
