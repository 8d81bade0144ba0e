using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>The files of a repository at one commit: whatever branch was named, the plan holds the commit.</summary>
internal sealed class GitHubCommit(GitHubApi api, GitTree trees, LfsFiles lfs, LfsObjects objects, IOptions<GitHubOptions> options)
{
    // Branch names may have slashes; where the name ends and the path begins, only GitHub knows.
    private const int MaxRefParts = 6;

    public async Task<Resolution> ResolveAsync(GitHubAddress address, string repository, string reference, SourcePlan about, SourceAddress source, CancellationToken cancellationToken)
    {
        SourceCredentials? credentials = source.Credentials;
        (string? commit, string path, Refusal? refusal) = await PinAsync(address, repository, reference, credentials, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        (IReadOnlyList<GitFile> all, IReadOnlyList<string> warnings, refusal) = await trees.ReadAsync(repository, commit!, path, credentials, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        List<GitFile> files = [.. all.Where(file => path.Length == 0 || file.Path == path || file.Path.StartsWith(path + "/", StringComparison.Ordinal))];
        if (files.Count == 0)
            return Resolution.Refused(path.Length == 0 ? SourceCodes.Empty : SourceCodes.NotFound, $"{repository} has no file{(path.Length == 0 ? "" : $" at '{path}'")} at commit {commit![..12]}.");

        string site = $"{options.Value.BaseUrl.TrimEnd('/')}/{repository}";
        SourcePlan plan = about with { Version = commit![..12], Pin = $"{site}/tree/{commit}{(path.Length == 0 ? "" : "/" + SourceSites.EscapePath(path))}", Warnings = warnings };
        if (files.Count > options.Value.MaxSeparateFiles && path.Length == 0)
            return Resolution.Of(Whole(plan, files, site, repository, commit, credentials));

        // Attributes of folders above hold for the files below.
        IReadOnlyList<GitFile> judged = path.Length == 0 ? files : [.. files, .. all.Where(file => file.Path.EndsWith(".gitattributes", StringComparison.Ordinal) && !files.Contains(file))];
        (IReadOnlyDictionary<string, LfsPointer> pointers, refusal) = await lfs.ReadAsync(judged, file => new(RawUrl(repository, commit, file, credentials)) { Headers = HeadersFor(credentials), Credentials = credentials }, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        bool isPrivate = about.Access is DatasetAccess.Registration;
        string[] lacking = isPrivate && pointers.Count > 0 && objects.Lacks(source) is { } lack ? [$"{SourceCodes.CredentialsMissing}: {pointers.Count} files cannot be fetched. {lack}"] : [];
        (IReadOnlyList<PlannedFile> planned, IReadOnlyList<string> odd) = SourcePaths.Settle(files.Select(file => pointers.TryGetValue(file.Path, out LfsPointer? pointer)
            ? new PlannedFile(file.Path, isPrivate ? objects.PlaceOf(repository, pointer) : MediaUrl(repository, commit, file.Path), pointer.SizeBytes, pointer.Checksum)
            : new PlannedFile(file.Path, RawUrl(repository, commit, file, credentials), file.SizeBytes, Checksum.Of("git-sha1", file.Sha))));
        return Resolution.Of(plan with { Files = planned, Warnings = [.. lacking, .. warnings, .. odd] });
    }

    /// <summary>Where LFS gives out the content of a file.</summary>
    public string MediaUrl(string repository, string commit, string path) => $"{options.Value.MediaUrl.TrimEnd('/')}/{repository}/{commit}/{SourceSites.EscapePath(path)}";

    /// <summary>Headers for the bytes of an object: the API gives them only on request, other hosts do not mind.</summary>
    public static Dictionary<string, string> HeadersFor(SourceCredentials? credentials) =>
        credentials is null ? [] : new() { ["Accept"] = "application/vnd.github.raw+json", ["X-GitHub-Api-Version"] = "2022-11-28" };

    // A token is for the API alone, so private files come from there.
    private string RawUrl(string repository, string commit, GitFile file, SourceCredentials? credentials) => credentials is null
        ? $"{options.Value.RawUrl.TrimEnd('/')}/{repository}/{commit}/{SourceSites.EscapePath(file.Path)}"
        : $"{api.Base}/repos/{repository}/git/blobs/{file.Sha}";

    private SourcePlan Whole(SourcePlan plan, List<GitFile> files, string site, string repository, string commit, SourceCredentials? credentials)
    {
        string name = repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..];
        PlannedFile archive = new($"{name}-{commit[..12]}.zip", credentials is null ? $"{site}/archive/{commit}.zip" : $"{api.Base}/repos/{repository}/zipball/{commit}", null, null)
        {
            Stamp = commit, // the archive is packed anew for everybody, and its bytes differ; the commit does not
        };
        bool mayHoldPointers = files.Exists(file => file.Path == ".gitattributes");
        return plan with
        {
            Files = [archive],
            Contents = SourcePaths.Settle(files.Select(file => new PlannedFile(file.Path, file.Path, file.SizeBytes, Checksum.Of("git-sha1", file.Sha)))).Files,
            Warnings = mayHoldPointers
                ? [.. plan.Warnings, "LFS_NOT_IN_ARCHIVE: The repository is fetched as one archive; files that it keeps in Git LFS are in it as pointers only. Name a folder to have them."]
                : plan.Warnings,
        };
    }

    private async Task<(string? Commit, string Path, Refusal? Refusal)> PinAsync(GitHubAddress address, string repository, string reference, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        if (address.Thing is GitHubThing.Release || address.Rest.Count == 0)
        {
            (string? commit, _, Refusal? refusal) = await CommitAsync(repository, reference, credentials, cancellationToken);
            return (commit, "", refusal);
        }

        Refusal? first = null;
        int most = Math.Min(MaxRefParts, address.IsFile ? address.Rest.Count - 1 : address.Rest.Count);
        for (int parts = 1; parts <= most; parts++)
        {
            (string? commit, bool isUnknown, Refusal? refusal) = await CommitAsync(repository, string.Join('/', address.Rest.Take(parts)), credentials, cancellationToken);
            if (commit is not null)
                return (commit, string.Join('/', address.Rest.Skip(parts)), null);
            first ??= refusal;
            if (!isUnknown)
                return (null, "", refusal);
        }

        return (null, "", first);
    }

    private async Task<(string? Commit, bool IsUnknown, Refusal? Refusal)> CommitAsync(string repository, string reference, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        GitHubApi.Said said = await api.AskAsync($"{repository}/commits/{SourceSites.EscapePath(reference)}", $"branch, tag or commit '{FileNames.Clean(reference)}' in {repository}", credentials, cancellationToken);
        bool isUnknown = said.Status is 404 or 422;
        if (isUnknown)
            return (null, true, new(SourceCodes.NotFound, $"{repository} has no branch, tag or commit '{FileNames.Clean(reference)}'."));
        if (said.Refusal is not null)
            return (null, false, said.Refusal);
        return said.Json.Text("sha") is { Length: 40 or 64 } sha && sha.All(char.IsAsciiHexDigit)
            ? (sha, false, null)
            : (null, false, new(SourceCodes.BadAnswer, "GitHub answered something that is not a commit."));
    }
}
