namespace MedAgg.Web.Features.Searches;

/// <summary>Names the texts of saved and past searches.</summary>
public sealed class SearchesTexts;
