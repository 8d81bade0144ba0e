using System.Text.RegularExpressions;

namespace MedAgg.Architecture.Tests;

/// <summary>The walls of ARCHITECTURE.md as questions to a set of source files. Each answer lists the holes; none is what we want.</summary>
public sealed class Walls(IReadOnlyList<SourceFile> files)
{
    /// <summary>Files below <paramref name="here"/> that see something below <paramref name="mayNotSee"/> (both are patterns over namespaces).</summary>
    public IReadOnlyList<string> ForbiddenEdges(string here, string mayNotSee) =>
        [.. from file in files
            where IsBelow(file.Namespace, here)
            from seen in file.Sees
            where IsBelow(seen, mayNotSee)
            select $"{file.Path} sees {seen}"];

    /// <summary>Files that use EF Core though they are neither the store, nor a writer of Jobs, nor queries or use cases of a feature.</summary>
    public IReadOnlyList<string> EntityFrameworkOutside() =>
        [.. from file in files
            where file.Sees.Any(seen => IsBelow(seen, "Microsoft.EntityFrameworkCore")) && !MayUseEntityFramework(file.Path)
            select file.Path];

    /// <summary>Folders of a project that reach themselves.</summary>
    public IReadOnlyList<string> FoldersInCircle(string project)
    {
        ILookup<string, string> sees = (
            from file in files
            where IsBelow(file.Namespace, Regex.Escape(project))
            from seen in file.Sees
            where IsBelow(seen, Regex.Escape(project))
            select (From: Folder(file.Namespace), To: Folder(seen)))
            .Where(arrow => arrow.From != arrow.To && arrow.From != project && arrow.To != project)
            .Distinct()
            .ToLookup(arrow => arrow.From, arrow => arrow.To);
        return [.. sees.Select(start => start.Key).Where(start => Reaches(start, start, sees, [])).Order(StringComparer.Ordinal)];
    }

    private static bool MayUseEntityFramework(string path) =>
        path.StartsWith("MedAgg.Domain/Store/", StringComparison.Ordinal)
        || path.StartsWith("MedAgg.Jobs/", StringComparison.Ordinal)
        || (path.StartsWith("MedAgg.Web/Features/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal) && !path.EndsWith(".razor.cs", StringComparison.Ordinal));

    private static bool Reaches(string from, string goal, ILookup<string, string> sees, HashSet<string> seen) =>
        sees[from].Any(next => next == goal || (seen.Add(next) && Reaches(next, goal, sees, seen)));

    // A feature of Web is a folder of its own; elsewhere the folder directly below the project counts.
    private static string Folder(string name)
    {
        string[] parts = name.Split('.');
        int depth = parts is ["MedAgg", "Web", "Features", ..] ? 4 : 3;
        return string.Join('.', parts.Take(depth));
    }

    private static bool IsBelow(string name, string pattern) =>
        Regex.IsMatch(name, $@"^(?:{pattern})(?:\.|$)", RegexOptions.None, TimeSpan.FromSeconds(1));
}
