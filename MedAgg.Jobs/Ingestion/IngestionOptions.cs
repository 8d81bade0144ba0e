using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Ingestion;

/// <summary>How ingestions run. Section <c>Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>Attempts in a row that may end without storing anything before the ingestion is parked. Default 3.</summary>
    [Range(1, 20)]
    public int MaxSetbacks { get; set; } = 3;

    /// <summary>Files of one source fetched at once. Default 3.</summary>
    [Range(1, 16)]
    public int ParallelDownloads { get; set; } = 3;

    /// <summary>How often progress is written and a wish to cancel is looked for. Default 500 ms.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest time for the reading of one file. Default 2 minutes.</summary>
    public TimeSpan FileTime { get; set; } = TimeSpan.FromMinutes(2);
}
