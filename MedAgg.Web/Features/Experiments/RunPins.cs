using System.Globalization;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Pinned runs as addresses hold them.</summary>
internal static class RunPins
{
    public const int Most = 4;

    /// <summary>Ids in the order of pinning; what is no id, or comes after the fourth, is left out.</summary>
    public static IReadOnlyList<long> Parse(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0)
            .Where(id => id > 0).Distinct().Take(Most)];

    public static string ListHref(IReadOnlyList<long> pins) => pins.Count == 0 ? "/experiments" : "/experiments?pin=" + Text(pins);

    public static string CompareHref(IReadOnlyList<long> pins, string? task = null) =>
        "/experiments/compare?run=" + Text(pins) + (task is null ? "" : "&task=" + Uri.EscapeDataString(task));

    private static string Text(IReadOnlyList<long> pins) => string.Join(',', pins.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
