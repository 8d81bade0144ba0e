namespace MedAgg.Web.Kit.Charts;

/// <summary>One value for each category.</summary>
/// <param name="Key">Language-neutral word that a filter uses.</param>
/// <param name="Name">What the legend says.</param>
/// <param name="Values">In the order of the categories; 0 where there is nothing.</param>
/// <param name="Role">An unknown series is drawn last and edged.</param>
public sealed record ChartSeries(string Key, string Name, IReadOnlyList<double> Values, CategoryRole Role = CategoryRole.Value);
