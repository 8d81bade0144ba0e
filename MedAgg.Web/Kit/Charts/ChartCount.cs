namespace MedAgg.Web.Kit.Charts;

/// <summary>How many units carry a value. A null key is "nobody knows".</summary>
public sealed record ChartCount(string? Key, string Label, long Count);
