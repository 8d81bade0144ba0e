namespace MedAgg.Web.Features.Catalog;

/// <summary>Something that happened to a dataset.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Name of who did it; null for the product itself.</param>
/// <param name="Action">Word of the audit, for example <c>version.published</c>.</param>
/// <param name="Details">Names and values, in the order in which they were written down.</param>
public sealed record HistoryRow(DateTimeOffset At, string? Actor, string Action, IReadOnlyList<KeyValuePair<string, string>> Details);
