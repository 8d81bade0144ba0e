namespace MedAgg.Web.Kit.Charts;

/// <summary>A category of a chart.</summary>
/// <param name="Key">Language-neutral word that a filter uses.</param>
/// <param name="Label">What is read.</param>
/// <param name="Role">Value, other or unknown.</param>
/// <param name="IsMuted">Outside the filter, shown for context.</param>
public sealed record ChartCategory(string Key, string Label, CategoryRole Role = CategoryRole.Value, bool IsMuted = false);
