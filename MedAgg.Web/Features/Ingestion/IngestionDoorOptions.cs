using System.ComponentModel.DataAnnotations;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What may be brought in through pages and API. Section <c>Ingestion:Door</c>.</summary>
public sealed class IngestionDoorOptions
{
    /// <summary>Largest upload in bytes. Default 16 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUploadBytes { get; set; } = 16L << 30;

    /// <summary>How long an upload in pieces may rest before it is cleared away. Default 2 days.</summary>
    public TimeSpan UploadPatience { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Unfinished ingestions that one account may have at once. Default 20; administrators and the command line are not counted.</summary>
    [Range(1, 10_000)]
    public int MaxUnfinishedPerAccount { get; set; } = 20;

    /// <summary>Time in which a source must say what it is while somebody types its address. Default 12 s.</summary>
    public TimeSpan PreviewPatience { get; set; } = TimeSpan.FromSeconds(12);
}
