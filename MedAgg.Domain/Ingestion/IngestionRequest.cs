using MedAgg.Domain.Refusals;

namespace MedAgg.Domain.Ingestion;

/// <summary>The request to bring one source into the catalogue, and how far it has come. Every station writes its state here.</summary>
public sealed class IngestionRequest
{
    private IngestionRequest()
    {
    }

    public IngestionRequest(IngestionSource source, string name, Guid? requestedBy, long? teamId, DateTimeOffset now)
    {
        Source = source;
        Name = name;
        RequestedBy = requestedBy;
        TeamId = teamId;
        CreatedAt = now;
        Stages = [.. Enum.GetValues<StageName>().Select(stage => new IngestionStage { Name = stage })];
    }

    public long Id { get; private set; }

    public IngestionSource Source { get; private set; } = new();

    /// <summary>Name of the dataset to be; taken from the source when the requester gave none.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Id of the provider that knew the source; null until it is resolved.</summary>
    public string? Provider { get; private set; }

    public Guid? RequestedBy { get; private set; }

    public long? TeamId { get; private set; }

    public IngestionStatus Status { get; private set; }

    public List<IngestionStage> Stages { get; private set; } = [];

    public long? DatasetId { get; private set; }

    public long? VersionId { get; private set; }

    /// <summary>How often a worker has begun: 1 for an undisturbed run.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts begun since the last stored progress; too many mean that the source itself kills its worker.</summary>
    public int Setbacks { get; private set; }

    public bool CancelRequested { get; private set; }

    /// <summary>Somebody wants it to stop and to go on later; the worker writes <see cref="IngestionStatus.Paused"/> when it has stopped.</summary>
    public bool PauseRequested { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public uint RowVersion { get; private set; }

    public bool IsFinished => Status is IngestionStatus.Succeeded or IngestionStatus.Failed or IngestionStatus.Cancelled;

    public IngestionStage Stage(StageName name) => Stages.Single(stage => stage.Name == name);

    public void Begin(DateTimeOffset now)
    {
        Status = IngestionStatus.Running;
        Attempts++;
        Setbacks++;
        StartedAt ??= now;
    }

    /// <summary>Writes the progress of one stage. The list is replaced, so that the store sees the change.</summary>
    public void Advance(IngestionStage progress) =>
        Stages = [.. Stages.Select(stage => stage.Name == progress.Name ? progress : stage)];

    /// <summary>Something of this attempt is stored for good.</summary>
    public void Gain() => Setbacks = 0;

    public void Fill(long datasetId, long versionId)
    {
        DatasetId = datasetId;
        VersionId = versionId;
    }

    /// <summary>The dataset has a card and no version: its files are not to be had.</summary>
    public void Describe(long datasetId)
    {
        DatasetId = datasetId;
        VersionId = null;
    }

    public void Rename(string name) => Name = name;

    public void Assign(string provider) => Provider = provider;

    public void Succeed(DateTimeOffset now)
    {
        Status = IngestionStatus.Succeeded;
        FinishedAt = now;
    }

    public void Fail(Refusal refusal, DateTimeOffset now)
    {
        Status = IngestionStatus.Failed;
        ErrorCode = refusal.Code;
        ErrorMessage = refusal.Message;
        FinishedAt = now;
        Stages = [.. Stages.Select(stage => stage.State == StageState.Running ? stage with { State = StageState.Failed, FinishedAt = now } : stage)];
    }

    public void RequestCancel() => CancelRequested = true;

    /// <summary>A running request stops as soon as its worker hears of it, a waiting one at once.</summary>
    public void RequestPause()
    {
        PauseRequested = true;
        if (Status == IngestionStatus.Queued)
            Status = IngestionStatus.Paused;
    }

    /// <summary>
    /// The worker has let go. Running stages stop their clocks and keep their counters. When somebody has asked to go on meanwhile, it waits for a worker again.
    /// A pause is no sign of a bad source: attempts without progress are counted anew.
    /// </summary>
    public void Pause(DateTimeOffset now)
    {
        Status = PauseRequested ? IngestionStatus.Paused : IngestionStatus.Queued;
        Setbacks = 0;
        Stages = [.. Stages.Select(stage => stage.State == StageState.Running ? stage with { State = StageState.Paused, FinishedAt = now } : stage)];
    }

    /// <summary>It shall go on: a paused request waits for a worker again.</summary>
    public void Resume()
    {
        PauseRequested = false;
        if (Status == IngestionStatus.Paused)
            Status = IngestionStatus.Queued;
    }

    public void Cancel(DateTimeOffset now)
    {
        Status = IngestionStatus.Cancelled;
        FinishedAt = now;
        Stages = [.. Stages.Select(stage => stage.State is StageState.Running or StageState.Paused ? stage with { State = StageState.Failed, FinishedAt = now } : stage)];
    }
}
