namespace MedAgg.Web.Kit.Charts;

/// <summary>A line across the columns with a word: a median, a split.</summary>
/// <param name="Category">Index of the category whose middle it crosses; fractions lie between.</param>
/// <param name="Text">What it is.</param>
public sealed record ChartMark(double Category, string Text);
