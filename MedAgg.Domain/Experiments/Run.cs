using MedAgg.Domain.Refusals;

namespace MedAgg.Domain.Experiments;

/// <summary>One execution of an experiment: the pipeline as it was then, its steps and what it measured.</summary>
public sealed class Run
{
    private Run()
    {
    }

    public Run(long experimentId, string pipelineYaml, string? source, string inputSha256, DateTimeOffset now)
    {
        ExperimentId = experimentId;
        PipelineYaml = pipelineYaml;
        Source = source;
        InputSha256 = inputSha256;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long ExperimentId { get; private set; }

    /// <summary>The pipeline as it is run.</summary>
    public string PipelineYaml { get; private set; } = "";

    /// <summary>Which of the pipeline's sources was taken: an address, or a path on the server; null when it names a dataset of the catalogue.</summary>
    public string? Source { get; private set; }

    /// <summary>SHA-256 over pipeline and code version.</summary>
    public string InputSha256 { get; private set; } = "";

    /// <summary>Step that is done again with those behind it, though its output may be known; null for none.</summary>
    public string? RedoFrom { get; init; }

    public RunStatus Status { get; private set; }

    /// <summary>Steps with state, key, times and live figures, a JSON document.</summary>
    public string StepsJson { get; private set; } = "[]";

    /// <summary>Metrics with confidence intervals, a JSON document; null until evaluated.</summary>
    public string? MetricsJson { get; private set; }

    /// <summary>The ingestion that acquires the data; null when they were there.</summary>
    public long? IngestionId { get; private set; }

    /// <summary>Version of the dataset that is learnt from; null until acquired.</summary>
    public long? VersionId { get; private set; }

    /// <summary>How often a worker has begun: the lease of the current one.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts begun since the last finished step or epoch.</summary>
    public int Setbacks { get; private set; }

    public bool CancelRequested { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public uint RowVersion { get; private set; }

    public bool IsOpen => Status is RunStatus.Queued or RunStatus.Running;

    public void Begin(DateTimeOffset now)
    {
        Status = RunStatus.Running;
        Attempts++;
        Setbacks++;
        StartedAt ??= now;
    }

    /// <summary>Writes what the steps have come to.</summary>
    public void Record(string stepsJson)
    {
        StepsJson = stepsJson;
        Setbacks = 0;
    }

    /// <summary>Waits until the data are there; the worker is free meanwhile.</summary>
    public void WaitFor(long ingestionId)
    {
        IngestionId = ingestionId;
        Setbacks = 0;
    }

    public void Use(long versionId) => VersionId = versionId;

    public void Succeed(string metricsJson, DateTimeOffset now)
    {
        MetricsJson = metricsJson;
        Status = RunStatus.Succeeded;
        FinishedAt = now;
    }

    public void Fail(Refusal refusal, DateTimeOffset now)
    {
        Status = RunStatus.Failed;
        ErrorCode = refusal.Code;
        ErrorMessage = refusal.Message;
        FinishedAt = now;
    }

    public void RequestCancel() => CancelRequested = true;

    public void Cancel(DateTimeOffset now)
    {
        Status = RunStatus.Cancelled;
        FinishedAt = now;
    }
}
