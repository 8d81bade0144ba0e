using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Providers.ServerPath;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers;

/// <summary>The folders of the server below which files may be read. What counts is where a path leads once its links are followed, not how it is written.</summary>
public sealed class ServerRoots(IOptions<ServerPathOptions> options)
{
    public const string Outside = "SERVER_PATH_OUTSIDE";

    // As the kernel has it: a path with more links is a circle.
    private const int MaxLinks = 40;

    /// <returns>Why the path may not be read; null when it is a full one and leads to one of the roots or below. Without roots every full path does.</returns>
    public Refusal? Judge(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.IsPathFullyQualified(path) || path.Contains('\0', StringComparison.Ordinal))
            return new(Outside, "The path is not a full one: write it from the root of the server's file system.");
        return options.Value.Roots.Count == 0 || (RealPath(path) is { } real && options.Value.Roots.Any(root => IsBelow(real, RealPath(root))))
            ? null
            : new(Outside, "The path leads outside the folders that this server may read.");
    }

    /// <summary>Opens a file below the roots.</summary>
    /// <returns>Null when it is outside. Judged after the opening: a link that somebody puts in the way meanwhile leads nowhere.</returns>
    public FileStream? Open(string path)
    {
        if (Judge(path) is not null)
            return null;
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (!OperatingSystem.IsLinux() || File.ResolveLinkTarget($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}", returnFinalTarget: false) is not { } opened || Judge(opened.FullName) is null)
            return file;
        file.Dispose();
        return null;
    }

    private static bool IsBelow(string path, string? root) =>
        root is not null && (path + Path.DirectorySeparatorChar).StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Part by part, as the kernel walks: what follows a link is counted from where the link leads.
    private static string? RealPath(string path)
    {
        Stack<string> ahead = new(Parts(path).Reverse());
        string start = Path.GetPathRoot(path)!;
        string here = start;
        int links = 0;
        while (ahead.TryPop(out string? part))
        {
            if (part == "..")
            {
                here = Path.GetDirectoryName(here) ?? here;
                continue;
            }

            string next = Path.Combine(here, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                here = next;
                continue;
            }

            if (++links > MaxLinks)
                return null;
            if (Path.IsPathRooted(target))
                here = start;
            foreach (string step in Parts(target).Reverse())
                ahead.Push(step);
        }

        return here;
    }

    private static IEnumerable<string> Parts(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
}
