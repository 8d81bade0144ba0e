using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Scheduling;

/// <summary>How a worker takes jobs. Section <c>Jobs</c>.</summary>
public sealed class JobsOptions
{
    /// <summary>Ingestions that one worker runs at once; the others come back when a place is free. Default 2: an ingestion is parallel inside.</summary>
    [Range(1, 64)]
    public int Parallel { get; set; } = 2;

    /// <summary>How often an idle worker looks for jobs that another node has put into the queue. Default 1 s: somebody may be watching.</summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a node tells the others that it lives. Default 5 s; a dead node's jobs are taken over after about three times that.</summary>
    public TimeSpan CheckIn { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often lost jobs are looked for. Default 15 s.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(15);
}
