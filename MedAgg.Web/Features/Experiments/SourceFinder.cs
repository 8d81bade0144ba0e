using System.Text.RegularExpressions;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Chooses the source of a run: the first that is there. Words like <c>${MEDAGG_SHARED}</c> stand for variables of the environment, for administrators only.</summary>
internal static partial class SourceFinder
{
    public static (string? Source, Refusal? Refusal) Find(IReadOnlyList<string> sources, ExperimentOrder order, bool mayNamePaths)
    {
        List<string> tried = [];
        bool sawPath = false;
        foreach (string source in order.Source is { Length: > 0 } own ? [own] : sources)
        {
            if (IsAddress(source))
                return (source, null);
            sawPath = true;
            if (!mayNamePaths || Expand(source) is not { } expanded)
                continue;
            string path = Path.GetFullPath(expanded, order.Source is null ? order.Folder ?? Shipped : Environment.CurrentDirectory);
            if (File.Exists(path) || Directory.Exists(path))
                return (path, null);
            tried.Add(expanded);
        }

        return sawPath && !mayNamePaths
            ? (null, new("PATH_NOT_ALLOWED", "Only administrators may name a path on the server; name an address or a dataset of the catalogue."))
            : (null, new("SOURCE_NOT_FOUND", $"{order.File}: none of the sources is there{(tried.Count > 0 ? $" ({string.Join(", ", tried)})" : "")}."));
    }

    // Where the shipped pipelines lie in the checkout.
    private static string Shipped => Path.GetFullPath("pipelines", Environment.GetEnvironmentVariable("MEDAGG_HOME") ?? AppContext.BaseDirectory);

    // https://…, s3://…, and short forms of providers such as tcia:CMMD. A single letter before the colon is a drive.
    private static bool IsAddress(string source) => Address().IsMatch(source);

    private static string? Expand(string source)
    {
        bool isWhole = true;
        string expanded = Variable().Replace(source, match =>
        {
            string? value = Environment.GetEnvironmentVariable(match.Groups["name"].Value);
            isWhole &= !string.IsNullOrEmpty(value);
            return value ?? "";
        });
        return isWhole ? expanded : null;
    }

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9+.-]+:\S|10\.\d{4,9}/)")]
    private static partial Regex Address();

    [GeneratedRegex(@"\$\{(?<name>[A-Z][A-Z0-9_]*)\}")]
    private static partial Regex Variable();
}
