namespace MedAgg.Jobs.Inspection;

/// <summary>A path of a source as words: archives count as folders.</summary>
public sealed record SourcePath
{
    private static readonly string[] DoubleEndings = [".nii.gz", ".tar.gz", ".tar.bz2", ".tar.xz", ".dcm.gz", ".img.gz"];

    private SourcePath(string path, IReadOnlyList<string> folders, string fileName)
    {
        Text = path;
        Folders = folders;
        FileName = fileName;
    }

    /// <summary>The path as it stands in the manifest.</summary>
    public string Text { get; }

    /// <summary>Folders from the outermost; an archive stands here by its name without ending.</summary>
    public IReadOnlyList<string> Folders { get; }

    public string FileName { get; }

    /// <summary>File name without its ending.</summary>
    public string Stem => WithoutEnding(FileName);

    public static SourcePath Of(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return new(path, [], "");
        List<string> folders = new(parts.Length);
        foreach (string part in parts.AsSpan(0, parts.Length - 1))
            folders.Add(part.EndsWith('!') ? WithoutEnding(part[..^1]) : part);
        return new(path, folders, parts[^1]);
    }

    private static string WithoutEnding(string name)
    {
        foreach (string ending in DoubleEndings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return name[..^ending.Length];
        }

        int dot = name.LastIndexOf('.');
        return dot > 0 ? name[..dot] : name;
    }
}
