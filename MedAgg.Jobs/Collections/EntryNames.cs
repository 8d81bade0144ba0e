using System.Text;

namespace MedAgg.Jobs.Collections;

/// <summary>Names inside an archive that every system can unpack: no traversal, no reserved names or characters, no two that differ by case alone.</summary>
internal sealed class EntryNames
{
    private const int MaxPartBytes = 120;
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a file below a folder. Asked in the same order, it answers the same.</summary>
    /// <param name="folder">Folder in the archive, harmless already.</param>
    /// <param name="path">Path of the file in its source; <c>a.zip!/b</c> becomes <c>a.zip/b</c>.</param>
    public string Of(string folder, string path)
    {
        string[] parts = [.. path.Replace("!/", "/", StringComparison.Ordinal).Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("." or "..")).Select(Safe)];
        string name = $"{folder}/{(parts.Length == 0 ? "_" : string.Join('/', parts))}";
        string free = name;
        for (int number = 2; !_taken.Add(free); number++)
            free = Numbered(name, number);
        return free;
    }

    private static string Safe(string part)
    {
        StringBuilder safe = new(part.Length);
        foreach (char c in part.Normalize(NormalizationForm.FormC))
            safe.Append(char.IsControl(c) || "<>:\"|?*".Contains(c, StringComparison.Ordinal) ? '_' : c);
        string name = Cut(safe.ToString()).TrimEnd('.', ' ');
        return name.Length == 0 ? "_" : Reserved.Contains(name.Split('.')[0]) ? "_" + name : name;
    }

    // A long name keeps its ending, by which programs know the format.
    private static string Cut(string part)
    {
        if (Encoding.UTF8.GetByteCount(part) <= MaxPartBytes)
            return part;
        string ending = Path.GetExtension(part) is { Length: <= 12 } extension ? extension : "";
        string stem = part[..^ending.Length];
        while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(ending) > MaxPartBytes)
            stem = stem[..^(char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        return stem + ending;
    }

    private static string Numbered(string name, int number)
    {
        int dot = name.LastIndexOf('.');
        return dot > name.LastIndexOf('/') + 1
            ? FormattableString.Invariant($"{name[..dot]}~{number}{name[dot..]}")
            : FormattableString.Invariant($"{name}~{number}");
    }
}
