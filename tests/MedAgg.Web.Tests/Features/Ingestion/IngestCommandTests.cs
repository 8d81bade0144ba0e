using MedAgg.Domain.Ingestion;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class IngestCommandTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_exists_on_this_machine_is_a_path()
    {
        string folder = Path.GetTempPath();
        Assert.Equal((SourceKind.ServerPath, Path.GetFullPath(folder)), (IngestCommand.SourceOf(folder).Kind, IngestCommand.SourceOf(folder).Location));
        Assert.Equal(SourceKind.Url, IngestCommand.SourceOf("https://example.org/a.zip").Kind);
        Assert.Equal(SourceKind.Url, IngestCommand.SourceOf("no-such-file-here.zip").Kind);
    }

    [Fact]
    public void A_terminal_reads_stage_files_rate_and_refusals()
    {
        JobRow row = Row(IngestionStatus.Running, new IngestionStage
        {
            Name = StageName.Download,
            State = StageState.Running,
            Done = 3,
            Total = 10,
            BytesDone = 20 * 1024 * 1024,
            Refused = 1,
            StartedAt = Noon,
        });
        Assert.EndsWith("download: 3 of 10 files, 2.0 MiB/s, 1 refused", IngestCommand.Said(row, Noon.AddSeconds(10)), StringComparison.Ordinal);
        Assert.Equal("  0%  queued", IngestCommand.Said(Row(IngestionStatus.Queued, new IngestionStage()), Noon));
    }

    private static JobRow Row(IngestionStatus status, params IngestionStage[] stages) => new()
    {
        Id = 1,
        Name = "set",
        Source = new(),
        Status = status,
        Stages = stages,
        CreatedAt = Noon,
    };
}
