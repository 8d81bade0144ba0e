namespace MedAgg.Jobs.Providers.PhysioNet;

/// <summary>Reads <c>SHA256SUMS.txt</c>: <c>digest path</c> with one space (two and a star are read as well), the complete list of a project's files.</summary>
internal static class Sha256List
{
    public const string FileName = "SHA256SUMS.txt";

    private const int DigestCharacters = 64;

    /// <returns>Files in the order of the list, and how many lines are none.</returns>
    public static (IReadOnlyList<(string Sha256, string Path)> Files, int Unreadable) Read(string text)
    {
        List<(string, string)> files = [];
        int unreadable = 0;
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0))
        {
            string path = line.Length > DigestCharacters ? line[DigestCharacters..].TrimStart(' ', '*') : "";
            string digest = line.Length > DigestCharacters ? line[..DigestCharacters].ToLowerInvariant() : "";
            if (path.Length > 0 && line[DigestCharacters] == ' ' && digest.All(char.IsAsciiHexDigitLower))
                files.Add((digest, path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path));
            else
                unreadable++;
        }

        return (files, unreadable);
    }
}
