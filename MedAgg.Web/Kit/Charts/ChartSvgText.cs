namespace MedAgg.Web.Kit.Charts;

/// <summary>The words above a chart that stands alone in a file.</summary>
internal sealed record ChartSvgText(string Title, string Scope);
