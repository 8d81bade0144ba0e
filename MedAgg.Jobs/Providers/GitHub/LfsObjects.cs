using System.Text;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>
/// Content that Git LFS keeps for a private repository. It is given out as Git itself asks for it (the batch interface of Git LFS): where an object lies is told
/// anew for each fetch, signed and for a short time. The interface stands on the site and not on the API, so it has a credential of its own.
/// </summary>
internal sealed class LfsObjects(SourceClient client, RemoteFiles files, IOptions<GitHubOptions> options)
{
    private const string Failed = "GITHUB_LFS_FAILED";
    private const string MediaType = "application/vnd.git-lfs+json";
    private const string Below = ".git/info/lfs/objects/";

    // A signed address may run out between the question and the last byte: then it is asked for once more.
    private const int Attempts = 2;

    private string Site => options.Value.BaseUrl.TrimEnd('/');

    /// <summary>Whose credentials open it.</summary>
    public Uri Origin => SourceSites.OriginOf(options.Value.BaseUrl);

    /// <summary>Lasting place of an object.</summary>
    /// <param name="repository">As <c>owner/name</c>.</param>
    public string PlaceOf(string repository, LfsPointer pointer) => $"{Site}/{repository}{Below}{OidOf(pointer.Checksum)}";

    public bool Holds(string location) => location.StartsWith(Site + "/", StringComparison.Ordinal) && location.Contains(Below, StringComparison.Ordinal);

    /// <summary>Says what is missing to fetch objects; null when nothing is.</summary>
    public string? Lacks(SourceAddress source) => source.CredentialsFor(Origin) is not null ? null
        : $"Git LFS of a private repository wants a credential of its own: store the token for {Origin.AbsoluteUri.TrimEnd('/')}, too.";

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            (RemoteFile? remote, Refusal? refusal) = await AskAsync(request, cancellationToken);
            if (remote is null)
                return new() { Refusal = refusal };
            FetchedFile fetched = await files.FetchAsync(request, remote, cancellationToken);
            if (fetched.Refusal is { Code: SourceCodes.Forbidden or SourceCodes.CredentialsRefused } && attempt < Attempts)
                continue;
            return fetched with { FileName = null };
        }
    }

    private async Task<(RemoteFile? Remote, Refusal? Refusal)> AskAsync(FileRequest request, CancellationToken cancellationToken)
    {
        PlannedFile file = request.File;
        SourceCredentials? credentials = request.Source.CredentialsFor(Origin);
        string batch = file.Location[..(file.Location.IndexOf(Below, StringComparison.Ordinal) + Below.Length)] + "batch";
        string question = JsonSerializer.Serialize(new
        {
            operation = "download",
            transfers = (string[])["basic"],
            objects = new[] { new { oid = OidOf(file.Checksum!), size = file.SizeBytes } },
            hash_algo = "sha256",
        });
        using SourceAnswer answer = await client.AskJsonAsync(
            new(batch) { Method = HttpMethod.Post, Body = new(question, MediaType), Headers = new Dictionary<string, string> { ["Accept"] = MediaType }, Credentials = credentials is null ? null : AsGitAsks(credentials) },
            cancellationToken);
        return answer switch
        {
            { Status: 401 } when credentials is null => (null, new(SourceCodes.CredentialsMissing, $"'{file.Path}' cannot be fetched. {Lacks(request.Source)}")),
            { Status: 401 } => (null, new(SourceCodes.CredentialsRefused, $"Git LFS of {Origin.IdnHost} does not take the stored credential: it may have expired, or may not read the repository.")),
            { Refusal.Code: SourceCodes.RateLimited } => (null, answer.Refusal),
            { Refusal: { } refusal } => (null, new(Failed, $"Git LFS does not give '{file.Path}': its owner's quota may be used up, or the stored credential may not read the repository. {refusal.Message}")),
            _ => Read(answer.Json, file),
        };
    }

    private (RemoteFile? Remote, Refusal? Refusal) Read(JsonElement json, PlannedFile file)
    {
        JsonElement given = json.Each("objects").FirstOrDefault(one => string.Equals(one.Text("oid"), OidOf(file.Checksum!), StringComparison.OrdinalIgnoreCase));
        if (given.Text("error", "message") is { } error)
            return (null, new(Failed, $"Git LFS does not give '{file.Path}': {FileNames.Clean(error)} ({given.Text("error", "code") ?? "no code"})."));
        if (given.Text("actions", "download", "href") is not { } href || HostText.Absolute(href) is not { } url || Redirects.IsDowngrade(new(Site), url))
            return (null, new(Failed, $"Git LFS names no place of '{file.Path}' that can be used."));
        Dictionary<string, string> headers = [];
        if (given.At("actions", "download", "header") is { ValueKind: JsonValueKind.Object } named)
        {
            foreach (JsonProperty header in named.EnumerateObject())
                headers[header.Name] = header.Value.Text() ?? "";
        }

        // What the answer wants to be shown there is shown there and nowhere else.
        return (new RemoteFile(href) { Credentials = new(SourceSites.OriginOf(url.AbsoluteUri), headers), AcceptsHtml = SourceNames.IsPage(file.Path) }, null);
    }

    // Git's own doors know names and passwords only; a token is the password of this name.
    private static SourceCredentials AsGitAsks(SourceCredentials credentials) =>
        credentials.Headers.TryGetValue("Authorization", out string? shown) && shown.StartsWith("Bearer ", StringComparison.Ordinal)
            ? credentials with { Headers = new Dictionary<string, string>(credentials.Headers) { ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:" + shown["Bearer ".Length..])) } }
            : credentials;

    private static string OidOf(string checksum) => checksum["sha256:".Length..];
}
