namespace MedAgg.Domain.Catalog;

/// <summary>How a dataset came into the catalogue.</summary>
public enum DatasetOrigin
{
    /// <summary>A card from <c>taxonomy/catalog</c>: described, not opened here.</summary>
    Catalogue,

    /// <summary>Fetched or uploaded and inspected here.</summary>
    Ingested,
}
