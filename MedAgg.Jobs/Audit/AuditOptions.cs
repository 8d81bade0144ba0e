using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Audit;

/// <summary>Upkeep of the store. Section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>Blobs younger than this may belong to work in progress and are left alone. Default 1 day.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Blobs whose bytes an ordinary audit hashes again, drawn at random. Default 100.</summary>
    [Range(0, 1_000_000)]
    public int SampleBlobs { get; set; } = 100;

    /// <summary>How often a worker looks for blobs that nothing needs. Default 1 hour.</summary>
    public TimeSpan CleanInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A request younger than this may not have reached the queue yet, and a work folder that changed since may still be being deleted. Default 1 minute.</summary>
    public TimeSpan QueueGrace { get; set; } = TimeSpan.FromMinutes(1);
}
