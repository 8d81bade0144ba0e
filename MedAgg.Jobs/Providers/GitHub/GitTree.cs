using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>A file of a tree.</summary>
/// <param name="Sha">Name of its Git object, which is a checksum of its content.</param>
internal sealed record GitFile(string Path, string Sha, long SizeBytes);

/// <summary>The files of a commit. A tree that is too large for one answer says so and is read folder by folder.</summary>
internal sealed class GitTree(GitHubApi api, IOptions<GitHubOptions> options)
{
    public async Task<(IReadOnlyList<GitFile> Files, IReadOnlyList<string> Warnings, Refusal? Refusal)> ReadAsync(
        string repository, string commit, string folder, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        GitHubApi.Said said = await api.AskAsync($"{repository}/git/trees/{commit}?recursive=1", $"commit {commit}", credentials, cancellationToken);
        if (said.Refusal is not null)
            return ([], [], said.Refusal);
        Found found = new();
        if (!said.Json.Says("truncated"))
        {
            found.Take(said.Json, "");
            return (found.Files, found.Warnings, null);
        }

        Refusal? refusal = await WalkAsync(repository, commit, folder, found, credentials, cancellationToken);
        return (found.Files, found.Warnings, refusal);
    }

    private async Task<Refusal?> WalkAsync(string repository, string commit, string folder, Found found, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        Queue<(string Sha, string Path)> open = new([(commit, "")]);
        for (int asked = 0; open.TryDequeue(out (string Sha, string Path) next); asked++)
        {
            if (asked == options.Value.MaxFolders)
                return new(SourceCodes.ListingTooLong, $"The tree is too large for one answer and has more than {asked} folders; name one of them (…/tree/branch/folder).");
            GitHubApi.Said said = await api.AskAsync($"{repository}/git/trees/{next.Sha}", $"tree {next.Sha}", credentials, cancellationToken);
            if (said.Refusal is not null)
                return said.Refusal;
            if (said.Json.Says("truncated"))
                return new(SourceCodes.ListingTooLong, $"The folder '{next.Path}' alone is too large for a listing of GitHub.");
            foreach ((string sha, string path) in found.Take(said.Json, next.Path))
            {
                // Only on the way to the folder that is asked for, and below it.
                if (folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal) || folder.StartsWith(path + "/", StringComparison.Ordinal))
                    open.Enqueue((sha, path));
            }
        }

        return null;
    }

    private sealed class Found
    {
        public List<GitFile> Files { get; } = [];

        public List<string> Warnings { get; } = [];

        /// <summary>Takes the files of an answer.</summary>
        /// <returns>The folders in it.</returns>
        public List<(string Sha, string Path)> Take(JsonElement tree, string folder)
        {
            List<(string Sha, string Path)> folders = [];
            foreach (JsonElement entry in tree.Each("tree"))
            {
                if (entry.Text("path") is not { } name || entry.Text("sha") is not { } sha)
                    continue;
                string path = folder.Length == 0 ? name : $"{folder}/{name}";
                switch (entry.Text("type"), entry.Text("mode"))
                {
                    case ("blob", not "120000"):
                        Files.Add(new(path, sha, entry.Count("size") ?? 0));
                        break;
                    case ("blob", _):
                        Warnings.Add($"LINK_LEFT_OUT: '{path}' is a symbolic link and is left out.");
                        break;
                    case ("commit", _):
                        Warnings.Add($"SUBMODULE_LEFT_OUT: '{path}' is another repository and is left out; add it by its own address.");
                        break;
                    case ("tree", _):
                        folders.Add((sha, path));
                        break;
                    default:
                        break;
                }
            }

            return folders;
        }
    }
}
