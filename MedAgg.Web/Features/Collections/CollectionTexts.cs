namespace MedAgg.Web.Features.Collections;

/// <summary>Names the texts of the pages about collections.</summary>
public sealed class CollectionTexts;
