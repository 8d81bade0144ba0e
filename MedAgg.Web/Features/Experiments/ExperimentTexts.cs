namespace MedAgg.Web.Features.Experiments;

/// <summary>Names the texts of the pages about experiments.</summary>
public sealed class ExperimentTexts;
