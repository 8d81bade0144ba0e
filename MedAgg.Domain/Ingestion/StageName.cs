namespace MedAgg.Domain.Ingestion;

/// <summary>The stations of an ingestion, in order.</summary>
public enum StageName
{
    Resolve,
    Download,
    Unpack,
    Inspect,
    Understand,
    Catalogue,
}
