namespace MedAgg.Web.Kit.Charts;

/// <summary>A reader chose a part of a chart.</summary>
/// <param name="Category">Key of the category.</param>
/// <param name="Series">Key of the series, empty where there is one only.</param>
/// <param name="IsExcluded">Chosen with Shift: everything but this.</param>
public sealed record ChartChoice(string Category, string Series, bool IsExcluded);
