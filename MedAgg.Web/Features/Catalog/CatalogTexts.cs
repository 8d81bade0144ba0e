namespace MedAgg.Web.Features.Catalog;

/// <summary>Names the texts of the catalogue: <c>CatalogTexts.resx</c> and <c>CatalogTexts.ru.resx</c>.</summary>
public sealed class CatalogTexts;
