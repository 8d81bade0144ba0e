namespace MedAgg.Testing;

/// <summary>Finds PostgreSQL's own programs: PATH first, then Debian's folders, the newest version first.</summary>
public static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder with <c>initdb</c> and <c>pg_ctl</c>.</summary>
    /// <exception cref="FileNotFoundException">There is no PostgreSQL server on this machine.</exception>
    public static string Folder() =>
        Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")))
        ?? throw new FileNotFoundException("Tests of the store need a PostgreSQL server: install it (Debian: apt-get install postgresql).");

    private static IEnumerable<string> Candidates()
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        if (!Directory.Exists(DebianRoot))
            yield break;
        foreach (string version in Directory.EnumerateDirectories(DebianRoot).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out int number) ? number : 0))
            yield return Path.Combine(version, "bin");
    }
}
