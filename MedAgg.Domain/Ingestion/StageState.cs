namespace MedAgg.Domain.Ingestion;

public enum StageState
{
    Waiting,
    Running,
    Done,
    Failed,

    /// <summary>Nothing to do for this source.</summary>
    NotNeeded,

    /// <summary>Stopped in the middle; it goes on with its counters.</summary>
    Paused,
}
