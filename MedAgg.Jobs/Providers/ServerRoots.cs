using MedAgg.Jobs.Providers.ServerPath;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers;

/// <summary>The folders of the server below which files may be read.</summary>
internal sealed class ServerRoots(IOptions<ServerPathOptions> options)
{
    /// <summary>Whether the path is a full one and lies below one of the roots; without roots every full path does.</summary>
    public bool Hold(string path)
    {
        if (!Path.IsPathFullyQualified(path))
            return false;
        string full = Path.GetFullPath(path) + Path.DirectorySeparatorChar;
        return options.Value.Roots.Count == 0
            || options.Value.Roots.Any(root => full.StartsWith(Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }
}
