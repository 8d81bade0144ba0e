using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>How far a job is, from what its stages tell.</summary>
public static class JobProgress
{
    // How long the stages take beside each other, from ingestions of some gigabytes. Only the share depends on it, never a time.
    private static readonly Dictionary<StageName, double> Weights = new()
    {
        [StageName.Resolve] = 2,
        [StageName.Download] = 45,
        [StageName.Unpack] = 8,
        [StageName.Inspect] = 38,
        [StageName.Understand] = 5,
        [StageName.Catalogue] = 2,
    };

    private const double AlmostAll = 0.99;

    /// <summary>Share of one stage, 0 to 1; null while it runs and its extent is unknown.</summary>
    public static double? ShareOf(IngestionStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.State switch
        {
            StageState.Done or StageState.NotNeeded => 1,
            StageState.Waiting => 0,
            _ => Part(stage.BytesDone, stage.BytesTotal) ?? Part(stage.Done, stage.Total),
        };
    }

    /// <summary>Share of the whole job, 0 to 1: stages by weight, those not needed left out. Below 1 until the job has succeeded.</summary>
    public static double ShareOf(IngestionStatus status, IReadOnlyList<IngestionStage> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        if (status == IngestionStatus.Succeeded)
            return 1;

        IReadOnlyList<IngestionStage> needed = [.. stages.Where(stage => stage.State != StageState.NotNeeded)];
        double all = needed.Sum(stage => Weights[stage.Name]);
        return all == 0 ? 0 : Math.Min(AlmostAll, needed.Sum(stage => Weights[stage.Name] * (ShareOf(stage) ?? 0)) / all);
    }

    /// <summary>The stage that runs; when several do, the last of them, which is the one that the job waits for. Null when none runs.</summary>
    public static IngestionStage? Current(IReadOnlyList<IngestionStage> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return stages.LastOrDefault(stage => stage.State == StageState.Running);
    }

    /// <summary>How long a stage has taken: until its end, else until <paramref name="now"/>; null before its begin.</summary>
    public static TimeSpan? Taken(IngestionStage stage, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.StartedAt is not { } began ? null
            : stage.FinishedAt is { } ended ? Later(ended - began)
            : stage.State == StageState.Running ? Later(now - began)
            : null;
    }

    /// <summary>Mean bytes a second of a stage; null when it moved none or took no measurable time.</summary>
    public static double? BytesPerSecond(IngestionStage stage, DateTimeOffset now) => Rate(stage?.BytesDone ?? 0, Taken(stage!, now));

    /// <summary>Mean files a second of a stage; null when it did none or took no measurable time.</summary>
    public static double? FilesPerSecond(IngestionStage stage, DateTimeOffset now) => Rate(stage?.Done ?? 0, Taken(stage!, now));

    /// <summary>
    /// Time that a stage still needs at the given rates; null when its extent is unknown or nothing moves.
    /// It is said of one stage only: what later stages will find cannot be known.
    /// </summary>
    public static TimeSpan? Left(IngestionStage stage, double? bytesPerSecond, double? filesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.State != StageState.Running ? null
            : Left(stage.BytesDone, stage.BytesTotal, bytesPerSecond) ?? Left(stage.Done, stage.Total, filesPerSecond);
    }

    private static TimeSpan? Left(long done, long? total, double? rate) =>
        total is { } all and > 0 && rate is { } speed and > 0 && done <= all && (all - done) / speed < TimeSpan.FromDays(30).TotalSeconds
            ? TimeSpan.FromSeconds((all - done) / speed)
            : null;

    private static double? Part(long done, long? total) =>
        total is { } all and > 0 ? Math.Clamp((double)done / all, 0, 1) : null;

    private static double? Rate(long done, TimeSpan? taken) =>
        done > 0 && taken is { TotalSeconds: > 0.2 } span ? done / span.TotalSeconds : null;

    // Clocks of two machines may differ by a little.
    private static TimeSpan Later(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
