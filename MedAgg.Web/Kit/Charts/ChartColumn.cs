namespace MedAgg.Web.Kit.Charts;

/// <summary>A column of a chart's table.</summary>
/// <param name="Name">Head, with the unit.</param>
/// <param name="IsShare">The cells are shares from 0 to 1 and are shown as percentages.</param>
public sealed record ChartColumn(string Name, bool IsShare = false);
