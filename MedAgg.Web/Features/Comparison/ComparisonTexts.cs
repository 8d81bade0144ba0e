namespace MedAgg.Web.Features.Comparison;

/// <summary>Marks the texts of the comparison.</summary>
public sealed class ComparisonTexts;
