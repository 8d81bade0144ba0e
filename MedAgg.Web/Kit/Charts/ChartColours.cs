namespace MedAgg.Web.Kit.Charts;

/// <summary>Which design token fills and edges a part of a chart.</summary>
internal static class ChartColours
{
    /// <summary>Custom property of the fill.</summary>
    public static string Fill(ChartData data, int series, int category) => Name(data, series, category, "");

    /// <summary>Custom property of the edge, dark enough on the surface; equal to the fill where nothing needs an edge.</summary>
    public static string Edge(ChartData data, int series, int category) =>
        IsMuted(data, category) || RoleOf(data, series, category) == CategoryRole.Other
            ? Fill(data, series, category)
            : Name(data, series, category, "-line");

    private static string Name(ChartData data, int series, int category, string ending) => RoleOf(data, series, category) switch
    {
        CategoryRole.Unknown => "--ma-data-unknown" + ending,
        CategoryRole.Other => "--ma-data-other",
        _ when IsMuted(data, category) => "--ma-data-muted",
        _ => $"--ma-data-{(series % 8) + 1}{ending}",
    };

    private static bool IsMuted(ChartData data, int category) => data.Series.Count == 1 && data.Categories[category].IsMuted;

    private static CategoryRole RoleOf(ChartData data, int series, int category) =>
        data.Series.Count == 1 ? data.Categories[category].Role : data.Series[series].Role;
}
