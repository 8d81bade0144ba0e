using System.Text.RegularExpressions;

namespace MedAgg.Architecture.Tests;

/// <summary>One source file with what it declares itself to be and what it names: a namespace and the namespaces it sees.</summary>
/// <param name="Path">Path below the repository root, with <c>/</c>.</param>
public sealed partial record SourceFile(string Path, string Namespace, IReadOnlyList<string> Sees)
{
    public static SourceFile Read(string path, string text, string? importsAbove = null)
    {
        bool isRazor = path.EndsWith(".razor", StringComparison.Ordinal);
        string code = isRazor ? RazorComment().Replace(text, " ") : Comment().Replace(text, " ");
        string home = isRazor ? FolderNamespace(path) : Namespaces().Match(code).Groups[1].Value;
        IEnumerable<string> usings = Usings().Matches(code).Select(match => match.Groups[1].Value);
        IEnumerable<string> named = Qualified().Matches(code).Select(match => match.Value);
        IEnumerable<string> imported = importsAbove is null ? [] : Usings().Matches(importsAbove).Select(match => match.Groups[1].Value);
        return new(path, home, [.. usings.Concat(named).Concat(imported).Where(name => name != home).Distinct()]);
    }

    // Razor components live in the namespace of their folder.
    private static string FolderNamespace(string path) =>
        string.Join('.', path.Split('/')[..^1]);

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"^\s*@?(?:global\s+)?using\s+(?:static\s+|\w+\s*=\s*)?([\w.]+)\s*;?\s*$", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"(?<![\w.""])MedAgg(?:\.[A-Z]\w+)+")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|""(?:\\.|[^""\\\n])*""", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"@\*.*?\*@|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex RazorComment();
}
