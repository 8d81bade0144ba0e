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

    /// <summary>Most files of archives that are read and held in memory while the store still takes the archive; 0 for none. Default 8,000, some 6 KB each.</summary>
    [Range(0, 100_000)]
    public int ReadAheadFiles { get; set; } = 8_000;

    /// <summary>Archives from this size on are read ahead, in bytes; the disk has smaller ones at once. Default 16 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long ReadAheadFromBytes { get; set; } = 16 << 20;

    /// <summary>Longest time for the reading of one file. Default 2 minutes.</summary>
    public TimeSpan FileTime { get; set; } = TimeSpan.FromMinutes(2);
}
