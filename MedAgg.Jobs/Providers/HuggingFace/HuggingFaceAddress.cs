namespace MedAgg.Jobs.Providers.HuggingFace;

/// <summary>A dataset of the hub, a revision of it and a place in it.</summary>
/// <param name="Id"><c>owner/name</c>; old ones are a name alone.</param>
/// <param name="Revision">Branch, tag or commit; null for the main branch.</param>
/// <param name="Path">File or folder; empty for all.</param>
/// <param name="IsFile">Whether the address names a file for certain.</param>
internal sealed record HuggingFaceAddress(string Id, string? Revision, string Path, bool IsFile)
{
    private static readonly string[] Places = ["tree", "resolve", "blob", "raw", "viewer", "discussions", "commit", "commits"];

    /// <summary>Reads <c>…/datasets/owner/name[/tree|resolve|blob/revision/path]</c> and <c>hf://datasets/owner/name[@revision][/path]</c>; null when it is neither.</summary>
    public static HuggingFaceAddress? Read(SourceAddress source, HuggingFaceOptions options)
    {
        if (source.Url is not { } url)
            return null;
        if (url.Scheme == "hf")
            return url.Host == "datasets" && SourceSites.Parts(url) is [var user, var named, .. var below] ? OfShort(user, named, below) : null;
        if (!SourceSites.IsAt(url, options.BaseUrl, options.BaseUrl == "https://huggingface.co" ? "https://hf.co" : options.BaseUrl))
            return null;
        string[] parts = SourceSites.Parts(url);
        if (parts is ["api", ..])
            parts = parts[1..];
        if (parts is not ["datasets", var first, .. var rest] || first.Length == 0)
            return null;
        bool isOld = rest.Length == 0 || Places.Contains(rest[0]);
        string id = isOld ? first : $"{first}/{rest[0]}";
        return (isOld ? rest : rest[1..]) switch
        {
            ["resolve" or "blob" or "raw", var revision, .. var path] when path.Length > 0 => new(id, revision, string.Join('/', path), IsFile: true),
            ["tree" or "revision" or "viewer", var revision, .. var path] => new(id, revision, string.Join('/', path), IsFile: false),
            _ => new(id, null, "", IsFile: false),
        };
    }

    private static HuggingFaceAddress OfShort(string user, string named, string[] below)
    {
        string[] cut = named.Split('@', 2);
        return new($"{user}/{cut[0]}", cut.Length == 2 ? cut[1] : null, string.Join('/', below), IsFile: false);
    }
}
