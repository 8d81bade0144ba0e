using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>How a list of jobs is narrowed.</summary>
public enum JobState
{
    Any,

    /// <summary>Waiting, running or paused.</summary>
    Open,
    Done,
    Failed,
    Cancelled,
}

/// <summary>Which states of the store a narrowing means.</summary>
internal static class JobStates
{
    public static IReadOnlyList<IngestionStatus> Of(JobState state) => state switch
    {
        JobState.Open => [IngestionStatus.Queued, IngestionStatus.Running, IngestionStatus.Paused],
        JobState.Done => [IngestionStatus.Succeeded],
        JobState.Failed => [IngestionStatus.Failed],
        JobState.Cancelled => [IngestionStatus.Cancelled],
        _ => Enum.GetValues<IngestionStatus>(),
    };
}
