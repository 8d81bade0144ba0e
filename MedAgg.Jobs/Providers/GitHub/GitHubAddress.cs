namespace MedAgg.Jobs.Providers.GitHub;

internal enum GitHubThing
{
    /// <summary>Files of a commit.</summary>
    Tree,

    /// <summary>Files attached to a release.</summary>
    Release,
}

/// <summary>What an address on GitHub points at.</summary>
/// <param name="Rest">After <c>tree</c> or <c>blob</c>: the ref, whose name may have slashes, and the path, as one list. After <c>releases</c>: the tag and the name of one asset. Empty for the newest.</param>
/// <param name="IsFile">Whether the address names one file.</param>
internal sealed record GitHubAddress(GitHubThing Thing, string Owner, string Repository, IReadOnlyList<string> Rest, bool IsFile)
{
    // First parts of addresses on the site that are no accounts.
    private static readonly string[] Places =
        ["about", "apps", "collections", "customer-stories", "enterprise", "explore", "features", "login", "marketplace", "new", "notifications", "orgs", "pricing", "search", "security", "settings", "signup", "sponsors", "topics", "trending"];

    public string Name => $"{Owner}/{Repository}";

    /// <summary>Reads an address of the site; null when it is not about the files of a repository.</summary>
    public static GitHubAddress? Read(SourceAddress source, GitHubOptions options)
    {
        if (!SourceSites.IsAt(source.Url, options.BaseUrl) && SourceSites.IsAt(source.Url, options.RawUrl))
            return SourceSites.Parts(source.Url!) is [var user, var name, .. var below] && below.Length > 1 && AreNames(user, name) ? new(GitHubThing.Tree, user, name, RawRef(below), IsFile: true) : null;
        if (!SourceSites.IsAt(source.Url, options.BaseUrl) || SourceSites.Parts(source.Url!) is not [var owner, var named, .. var rest] || Places.Contains(owner))
            return null;
        string repository = named.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? named[..^4] : named;
        if (!AreNames(owner, repository))
            return null;
        return rest switch
        {
            [] => new(GitHubThing.Tree, owner, repository, [], IsFile: false),
            ["tree", .. var place] => new(GitHubThing.Tree, owner, repository, place, IsFile: false),
            ["blob" or "raw", .. var place] when place.Length > 1 => new(GitHubThing.Tree, owner, repository, RawRef(place), IsFile: true),
            ["commit", var commit] => new(GitHubThing.Tree, owner, repository, [commit], IsFile: false),
            ["archive", .. var archive] when archive.Length > 0 && RefOf(archive) is { Length: > 0 } reference => new(GitHubThing.Tree, owner, repository, reference.Split('/'), IsFile: false),
            ["releases"] or ["releases", "latest"] => new(GitHubThing.Release, owner, repository, [], IsFile: false),
            ["releases", "tag", .. var tag] when tag.Length > 0 => new(GitHubThing.Release, owner, repository, [string.Join('/', tag)], IsFile: false),
            ["releases", "download", .. var tag, var asset] when tag.Length > 0 => new(GitHubThing.Release, owner, repository, [string.Join('/', tag), asset], IsFile: true),
            _ => null,
        };
    }

    // archive/refs/heads/main.zip, archive/v1.tar.gz
    private static string? RefOf(string[] archive)
    {
        string reference = string.Join('/', archive is ["refs", "heads" or "tags", .. var name] ? name : archive);
        string? ending = Array.Find([".zip", ".tar.gz"], end => reference.EndsWith(end, StringComparison.Ordinal));
        return ending is null ? null : reference[..^ending.Length];
    }

    private static string[] RawRef(string[] place) => place is ["refs", "heads" or "tags", .. var name] && name.Length > 1 ? name : place;

    private static bool AreNames(string owner, string repository) => IsName(owner) && IsName(repository) && repository is not ("." or "..");

    private static bool IsName(string text) => text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
