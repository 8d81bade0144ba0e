using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Storage;

/// <summary>The work areas of this node.</summary>
public sealed class WorkAreas(IOptions<StorageOptions> options)
{
    private string Root => Path.GetFullPath(options.Value.WorkFolder);

    /// <summary>Opens the area of that name, the one left by an earlier run if there is one.</summary>
    public WorkArea Open(string name)
    {
        string folder = Path.Combine(Root, SafeName(name));
        Directory.CreateDirectory(folder);
        return new(name, folder);
    }

    /// <summary>Names of the areas on this node, for the clean-up after a kill and for the audit.</summary>
    public IReadOnlyList<string> List() =>
        Directory.Exists(Root) ? [.. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder))] : [];

    /// <summary>When something was last made or deleted in an area; long ago when there is none of that name.</summary>
    public DateTimeOffset ChangedAt(string name) => new(Directory.GetLastWriteTimeUtc(Path.Combine(Root, name)), TimeSpan.Zero);

    /// <summary>Deletes the areas that <paramref name="isWanted"/> does not claim.</summary>
    /// <returns>Names of the deleted areas.</returns>
    public IReadOnlyList<string> Sweep(Predicate<string> isWanted)
    {
        List<string> swept = [.. List().Where(name => !isWanted(name))];
        foreach (string name in swept)
            DeleteFolder(Path.Combine(Root, name));
        return swept;
    }

    // Names with anything but letters, digits, dot, dash and underscore become a hash: no name of a source reaches the disk.
    internal static string SafeName(string key)
    {
        bool plain = key.Length is > 0 and <= 64 && key[0] != '.' && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        return plain ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    internal static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
