namespace MedAgg.Domain.Ingestion;

/// <summary>Progress of one station.</summary>
public sealed record IngestionStage
{
    public StageName Name { get; init; }

    public StageState State { get; init; }

    /// <summary>Files done.</summary>
    public long Done { get; init; }

    /// <summary>Files in all; null while unknown.</summary>
    public long? Total { get; init; }

    public long BytesDone { get; init; }

    /// <summary>Bytes in all; null while unknown.</summary>
    public long? BytesTotal { get; init; }

    /// <summary>Files refused in this stage.</summary>
    public long Refused { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
