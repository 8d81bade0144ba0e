namespace MedAgg.Web.Features.Ingestion;

/// <summary>Names the texts of the pages that bring data in and follow the jobs.</summary>
public sealed class IngestionTexts;
