using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Experiments;

/// <summary>Settings of experiments, section <c>Experiments</c>.</summary>
public sealed class ExperimentOptions
{
    /// <summary>Folder of finished steps and their files. Default <c>experiments</c> below the blob folder's parent, or below the current folder.</summary>
    [Required]
    public string Folder { get; init; } = "experiments";

    /// <summary>How often a running step's news are written and a wish to stop is looked for. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(1);
}
