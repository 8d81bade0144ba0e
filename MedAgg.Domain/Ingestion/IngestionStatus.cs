namespace MedAgg.Domain.Ingestion;

public enum IngestionStatus
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,

    /// <summary>Stopped as somebody asked; its bytes are kept, and it goes on when it is resumed.</summary>
    Paused,
}
