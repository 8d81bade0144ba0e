namespace MedAgg.Web.Features.Discovery;

/// <summary>Names the texts of the search in outside providers.</summary>
public sealed class DiscoveryTexts;
