using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Hosting;

/// <summary>Finds the folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</summary>
internal static class PostgresPrograms
{
    /// <exception cref="RefusedException"><c>POSTGRES_MISSING</c></exception>
    public static string Find() =>
        Candidates().FirstOrDefault(IsComplete)
        ?? throw new RefusedException("POSTGRES_MISSING", "PostgreSQL's programs were not found: install the package postgresql, set MEDAGG_PG_BIN, or give ConnectionStrings__MedAgg.");

    private static bool IsComplete(string folder) =>
        new[] { "initdb", "pg_ctl", "postgres" }.All(program => File.Exists(Path.Combine(folder, program)));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("MEDAGG_PG_BIN") is { Length: > 0 } given)
            yield return given;

        // The newest of Debian's versions before PATH: wrappers on PATH may point to an older one.
        foreach (string place in new[] { "/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt" }.Where(Directory.Exists))
        {
            IEnumerable<string> newestFirst = Directory.GetDirectories(place)
                .OrderByDescending(folder => int.TryParse(string.Concat(Path.GetFileName(folder).Where(char.IsAsciiDigit)), out int version) ? version : 0);
            foreach (string folder in newestFirst)
                yield return Path.Combine(folder, "bin");
        }

        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
    }
}
