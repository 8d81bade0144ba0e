using System.Diagnostics;

namespace MedAgg.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    private static readonly string[] Projects =
        ["MedAgg.Domain", "MedAgg.Imaging", "MedAgg.Learning", "MedAgg.Search", "MedAgg.Jobs", "MedAgg.Web"];

    // Not from the compiler: a repeatable build writes "/_/" where the checkout was.
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Every <c>.cs</c> and <c>.razor</c> file of the six projects.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } = [.. Projects.SelectMany(Read)];

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Paths that git tracks; null where there is no git or no checkout (an unpacked archive).</summary>
    public static IReadOnlyList<string>? TrackedFiles()
    {
        if (!Directory.Exists(Path.Combine(Root, ".git")) && !File.Exists(Path.Combine(Root, ".git")))
            return null;

        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "ls-files"]) { RedirectStandardOutput = true })!;
        string[] paths = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return paths;
    }

    private static IEnumerable<SourceFile> Read(string project)
    {
        string folder = Path.Combine(Root, project);
        string imports = string.Join('\n', Directory.EnumerateFiles(folder, "_Imports.razor", SearchOption.AllDirectories).Where(IsOurs).Select(File.ReadAllText));
        return from path in Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
               where (path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)) && IsOurs(path)
               let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
               let isPage = path.EndsWith(".razor", StringComparison.Ordinal) && !path.EndsWith("_Imports.razor", StringComparison.Ordinal)
               select SourceFile.Read(relative, File.ReadAllText(path), isPage ? WithoutOwn(imports) : null);
    }

    // What _Imports.razor offers to every page is used by few of them; only its outside names (EF Core, Quartz) count for a page.
    private static string WithoutOwn(string imports) =>
        string.Join('\n', imports.Split('\n').Where(line => !line.Contains("MedAgg", StringComparison.Ordinal)));

    // Relative to the root: a checkout may itself stand below a folder called "tests" or "artifacts".
    private static bool IsOurs(string path)
    {
        string relative = Path.GetRelativePath(Root, path).Replace('\\', '/');
        return !relative.Contains("/node_modules/", StringComparison.Ordinal) && !relative.Contains("/Migrations/", StringComparison.Ordinal)
            && !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal);
    }

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "MedAgg.sln"))
            ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests do not run below a checkout."));
}
