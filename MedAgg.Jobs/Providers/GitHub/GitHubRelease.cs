using System.Text.Json;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.GitHub;

/// <summary>The files attached to a release.</summary>
internal sealed class GitHubRelease(GitHubApi api, IOptions<GitHubOptions> options)
{
    /// <returns>The plan with the files; none when the release has no attached file, so that the tag itself is what is meant.</returns>
    public async Task<(Resolution? Resolution, string? Tag)> ResolveAsync(GitHubAddress address, string repository, SourcePlan about, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string path = address.Rest.Count == 0 ? "releases/latest" : $"releases/tags/{Uri.EscapeDataString(address.Rest[0])}";
        GitHubApi.Said said = await api.AskAsync($"{repository}/{path}", $"such release of {repository}", credentials, cancellationToken);
        if (said.Refusal is not null)
            return (Resolution.Refused(said.Refusal), null);
        JsonElement release = said.Json;
        string tag = release.Text("tag_name") ?? (address.Rest.Count > 0 ? address.Rest[0] : "latest");
        List<PlannedFile> assets = [.. release.Each("assets").Select(asset => Planned(asset, repository, tag, credentials)).OfType<PlannedFile>()];
        if (address.IsFile)
            assets = [.. assets.Where(asset => asset.Path == address.Rest[1])];
        if (assets.Count == 0)
            return address.IsFile ? (Resolution.Refused(SourceCodes.NotFound, $"Release {tag} of {repository} has no file '{FileNames.Clean(address.Rest[1])}'."), null) : (null, tag);
        (IReadOnlyList<PlannedFile> settled, IReadOnlyList<string> odd) = SourcePaths.Settle(assets);
        return (Resolution.Of(about with
        {
            Name = release.Text("name") is { } name ? $"{about.Name} {name}" : $"{about.Name} {tag}",
            Version = tag,
            Pin = $"{options.Value.BaseUrl.TrimEnd('/')}/{repository}/releases/tag/{SourceSites.EscapePath(tag)}",
            LandingPage = $"{options.Value.BaseUrl.TrimEnd('/')}/{repository}/releases/tag/{SourceSites.EscapePath(tag)}",
            Description = release.Text("body") ?? about.Description,
            Files = settled,
            Warnings = odd,
        }), tag);
    }

    // An asset can be replaced under its name: its id and time say so where it has no digest.
    private PlannedFile? Planned(JsonElement asset, string repository, string tag, SourceCredentials? credentials) =>
        asset.Text("name") is not { } name || asset.Text("id") is not { } id ? null : new(
            name,
            credentials is null
                ? $"{options.Value.BaseUrl.TrimEnd('/')}/{repository}/releases/download/{SourceSites.EscapePath(tag)}/{Uri.EscapeDataString(name)}"
                : $"{api.Base}/repos/{repository}/releases/assets/{id}",
            asset.Count("size"),
            Checksum.Of(asset.Text("digest")))
        {
            Stamp = $"{id}@{asset.Text("updated_at")}",
        };
}
