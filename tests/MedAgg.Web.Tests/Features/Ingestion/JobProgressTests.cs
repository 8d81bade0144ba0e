using MedAgg.Domain.Ingestion;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class JobProgressTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(StageState.Waiting, 0, null, 0, null, 0.0)]
    [InlineData(StageState.Done, 0, null, 0, null, 1.0)]
    [InlineData(StageState.NotNeeded, 0, null, 0, null, 1.0)]
    [InlineData(StageState.Running, 5, null, 100, null, null)] // the extent is unknown, and that is said
    [InlineData(StageState.Running, 5, 20L, 0, null, 0.25)]
    [InlineData(StageState.Running, 1, 2L, 90, 100L, 0.9)] // bytes tell more than files
    [InlineData(StageState.Running, 30, 20L, 0, null, 1.0)]
    [InlineData(StageState.Failed, 5, 20L, 0, null, 0.25)]
    public void Share_of_a_stage_is_what_its_counters_tell(StageState state, long done, long? total, long bytes, long? bytesTotal, double? share) =>
        Assert.Equal(share, JobProgress.ShareOf(new() { State = state, Done = done, Total = total, BytesDone = bytes, BytesTotal = bytesTotal }));

    [Fact]
    public void A_job_is_whole_only_when_it_has_succeeded()
    {
        IReadOnlyList<IngestionStage> stages = [.. Enum.GetValues<StageName>().Select(name => new IngestionStage { Name = name, State = StageState.Done })];
        Assert.Equal(0.99, JobProgress.ShareOf(IngestionStatus.Running, stages));
        Assert.Equal(1, JobProgress.ShareOf(IngestionStatus.Succeeded, stages));
    }

    [Fact]
    public void Stages_that_are_not_needed_weigh_nothing()
    {
        IngestionStage Stage(StageName name, StageState state) => new() { Name = name, State = state };
        double with = JobProgress.ShareOf(IngestionStatus.Running, [Stage(StageName.Resolve, StageState.Done), Stage(StageName.Unpack, StageState.NotNeeded), Stage(StageName.Inspect, StageState.Waiting)]);
        double without = JobProgress.ShareOf(IngestionStatus.Running, [Stage(StageName.Resolve, StageState.Done), Stage(StageName.Inspect, StageState.Waiting)]);
        Assert.Equal(without, with, 12);
        Assert.InRange(with, 0.01, 0.2);
    }

    [Theory]
    [InlineData(50, 100L, 10.0, 0, null, null, 5.0)]
    [InlineData(50, 100L, null, 1, 3L, 0.5, 4.0)] // no bytes move, files do
    [InlineData(50, null, 10.0, 1, null, 1.0, null)] // extent unknown
    [InlineData(50, 100L, null, 1, 3L, null, null)] // nothing moves
    [InlineData(100, 100L, 10.0, 0, null, null, 0.0)]
    [InlineData(0, 1000000000000L, 1.0, 0, null, null, null)] // more than a month is no forecast
    public void Time_left_is_told_only_when_it_can_be_computed(long bytes, long? bytesTotal, double? bytesPerSecond, long files, long? total, double? filesPerSecond, double? seconds)
    {
        IngestionStage stage = new() { State = StageState.Running, BytesDone = bytes, BytesTotal = bytesTotal, Done = files, Total = total };
        Assert.Equal(seconds, JobProgress.Left(stage, bytesPerSecond, filesPerSecond)?.TotalSeconds);
    }

    [Fact]
    public void A_stage_takes_time_from_its_begin_to_its_end_or_till_now()
    {
        IngestionStage running = new() { State = StageState.Running, StartedAt = Noon, Done = 20, BytesDone = 3000 };
        Assert.Equal(TimeSpan.FromSeconds(10), JobProgress.Taken(running, Noon.AddSeconds(10)));
        Assert.Equal(2, JobProgress.FilesPerSecond(running, Noon.AddSeconds(10)));
        Assert.Equal(300, JobProgress.BytesPerSecond(running, Noon.AddSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(4), JobProgress.Taken(running with { State = StageState.Done, FinishedAt = Noon.AddSeconds(4) }, Noon.AddHours(1)));
        Assert.Null(JobProgress.Taken(new(), Noon));
        Assert.Equal(TimeSpan.Zero, JobProgress.Taken(running, Noon.AddSeconds(-3))); // another machine's clock
    }

    [Fact]
    public void The_current_stage_is_the_last_that_runs()
    {
        IngestionStage download = new() { Name = StageName.Download, State = StageState.Running };
        IngestionStage inspect = new() { Name = StageName.Inspect, State = StageState.Running };
        Assert.Same(inspect, JobProgress.Current([download, inspect, new() { Name = StageName.Catalogue }]));
        Assert.Null(JobProgress.Current([new() { Name = StageName.Resolve }]));
    }
}
