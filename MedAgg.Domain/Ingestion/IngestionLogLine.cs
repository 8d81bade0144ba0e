namespace MedAgg.Domain.Ingestion;

/// <summary>One line of the log that the job page shows. Never holds a secret or a patient's name.</summary>
public sealed record IngestionLogLine
{
    public long Id { get; init; }

    public required long IngestionId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required StageName Stage { get; init; }

    /// <summary>English sentence.</summary>
    public required string Text { get; init; }

    public bool IsProblem { get; init; }
}
