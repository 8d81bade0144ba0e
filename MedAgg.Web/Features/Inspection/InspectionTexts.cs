namespace MedAgg.Web.Features.Inspection;

/// <summary>Names the texts of dashboards, files and previews: <c>InspectionTexts.resx</c> and <c>InspectionTexts.ru.resx</c>.</summary>
public sealed class InspectionTexts;
