namespace MedAgg.Web.Features.Quotas;

/// <summary>Names the texts of quotas.</summary>
public sealed class QuotasTexts;
