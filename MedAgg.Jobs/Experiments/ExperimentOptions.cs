using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Experiments;

/// <summary>How experiments run. Section <c>Experiments</c>.</summary>
public sealed class ExperimentOptions
{
    /// <summary>Threads of one training. Default 0: as many as the machine has processors. Results do not depend on it.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>How often progress is written and a wish to cancel is looked for. Default 500 ms.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Attempts in a row that may end without a finished step or epoch before the run is parked. Default 5.</summary>
    [Range(1, 20)]
    public int MaxSetbacks { get; set; } = 5;

    /// <summary>Most images of one experiment. Default 500,000.</summary>
    [Range(10, 10_000_000)]
    public int MaxImages { get; set; } = 500_000;

    /// <summary>Most bytes of prepared arrays in memory. Default 8 GiB.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long MaxArrayBytes { get; set; } = 8L << 30;

    /// <summary>Folder that is shared with training workers elsewhere (docker/trainer); empty for none. Pipelines with <c>engine: worker</c> need it.</summary>
    public string WorkerFolder { get; set; } = "";

    /// <summary>How long a training worker may give no sign before its job is given up. Default 10 minutes.</summary>
    public TimeSpan WorkerPatience { get; set; } = TimeSpan.FromMinutes(10);

    internal int TrainingThreads => Threads > 0 ? Threads : Environment.ProcessorCount;
}
