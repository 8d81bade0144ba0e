using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Collections;

/// <summary>How collections are built and kept. Section <c>Collections</c>.</summary>
public sealed class CollectionOptions
{
    /// <summary>How long an archive is kept. Default 14 days; the recipe stays for ever.</summary>
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Attempts at one build that may end with a dead worker before it is parked. Default 5.</summary>
    [Range(1, 20)]
    public int MaxSetbacks { get; set; } = 5;

    /// <summary>How often progress is written and a wish to cancel is looked for. Default 500 ms.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(500);
}
