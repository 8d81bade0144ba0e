namespace MedAgg.Domain.Catalog;

public enum VersionState
{
    /// <summary>Its ingestion runs: figures grow.</summary>
    Filling,

    /// <summary>Immutable.</summary>
    Published,

    /// <summary>Its ingestion failed or was cancelled; nothing of it is shown.</summary>
    Abandoned,
}
