namespace MedAgg.Domain.Ingestion;

public enum IngestionStatus
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}
