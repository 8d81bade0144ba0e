using System.Globalization;
using System.Text;

namespace MedAgg.Jobs.Providers;

/// <summary>Paths that a source lists, made harmless. They are data for people and for the manifest; nothing on disk is called so.</summary>
public static class SourcePaths
{
    private const int MaxLength = 1024;

    /// <summary>The path relative, with <c>/</c>, without control and direction characters.</summary>
    /// <returns>Null when nothing is left, when it is too long, or when it leads upwards: such a file is left out with a warning.</returns>
    public static string? Tidy(string? listed)
    {
        if (listed is null || listed.Length > MaxLength)
            return null;
        List<string> parts = [];
        foreach (string part in listed.Split('/', '\\'))
        {
            string clean = Clean(part);
            if (clean == "..")
                return null;
            if (clean.Length > 0 && clean != ".")
                parts.Add(clean);
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    /// <summary>Files with harmless and unique paths: a path that comes again gets a number, one that cannot be used is left out.</summary>
    /// <returns>The files, and a warning for each that was left out.</returns>
    public static (IReadOnlyList<PlannedFile> Files, IReadOnlyList<string> Warnings) Settle(IEnumerable<PlannedFile> listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        List<PlannedFile> files = [];
        List<string> warnings = [];
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (PlannedFile file in listed)
        {
            if (Tidy(file.Path) is not { } path)
            {
                warnings.Add("PATH_NOT_USABLE: A file of the source is left out, because its path leads upwards, is empty or is too long.");
                continue;
            }

            string free = path;
            for (int number = 2; !taken.Add(free); number++)
                free = Numbered(path, number);
            files.Add(file with { Path = free });
        }

        return (files, warnings);
    }

    private static string Clean(string part)
    {
        StringBuilder clean = new(part.Length);
        foreach (Rune rune in part.EnumerateRunes())
        {
            bool isHidden = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned;
            if (!isHidden && rune != Rune.ReplacementChar)
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    private static string Numbered(string path, int number)
    {
        int dot = path.IndexOf('.', path.LastIndexOf('/') + 1);
        string text = string.Create(CultureInfo.InvariantCulture, $" ({number})");
        return dot < 0 ? path + text : path[..dot] + text + path[dot..];
    }
}
