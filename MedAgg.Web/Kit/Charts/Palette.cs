namespace MedAgg.Web.Kit.Charts;

/// <summary>The light values of the data tokens, for files that leave the page (<c>tokens.css</c>, part 1; a test keeps them equal).</summary>
internal static class Palette
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["--ma-data-1"] = "#0072b2",
        ["--ma-data-2"] = "#e69f00",
        ["--ma-data-3"] = "#009e73",
        ["--ma-data-4"] = "#cc79a7",
        ["--ma-data-5"] = "#56b4e9",
        ["--ma-data-6"] = "#d55e00",
        ["--ma-data-7"] = "#d9c928",
        ["--ma-data-8"] = "#4a5560",
        ["--ma-data-1-line"] = "#0072b2",
        ["--ma-data-2-line"] = "#b57700",
        ["--ma-data-3-line"] = "#008a64",
        ["--ma-data-4-line"] = "#b3588c",
        ["--ma-data-5-line"] = "#2b8fc7",
        ["--ma-data-6-line"] = "#c45500",
        ["--ma-data-7-line"] = "#8a7d00",
        ["--ma-data-8-line"] = "#4a5560",
        ["--ma-data-other"] = "#8a96a0",
        ["--ma-data-unknown"] = "#c3cbd1",
        ["--ma-data-unknown-line"] = "#8a96a0",
        ["--ma-data-muted"] = "#b9d3e4",
        ["--ma-seq-0"] = "#eef4f8",
        ["--ma-seq-1"] = "#d3e4ef",
        ["--ma-seq-2"] = "#a9cbe2",
        ["--ma-seq-3"] = "#6fa9cf",
        ["--ma-seq-4"] = "#2879ad",
        ["--ma-seq-5"] = "#0a5688",
        ["--ma-seq-6"] = "#063a5e",
    };

    public static IReadOnlyDictionary<string, string> All => Values;

    public static string Light(string token) => Values[token];
}
