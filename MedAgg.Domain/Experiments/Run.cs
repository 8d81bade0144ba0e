using MedAgg.Domain.Refusals;

namespace MedAgg.Domain.Experiments;

/// <summary>One execution of an experiment: the hash of its inputs, its steps and what it measured.</summary>
public sealed class Run
{
    private Run()
    {
    }

    public Run(long experimentId, string inputSha256, DateTimeOffset now)
    {
        ExperimentId = experimentId;
        InputSha256 = inputSha256;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public long ExperimentId { get; private set; }

    /// <summary>SHA-256 over pipeline, dataset versions and code version.</summary>
    public string InputSha256 { get; private set; } = "";

    public RunStatus Status { get; private set; }

    /// <summary>Steps with state and times, a JSON document.</summary>
    public string StepsJson { get; private set; } = "[]";

    /// <summary>Metrics with confidence intervals, a JSON document; null until evaluated.</summary>
    public string? MetricsJson { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public uint RowVersion { get; private set; }

    public void Begin(DateTimeOffset now)
    {
        Status = RunStatus.Running;
        StartedAt ??= now;
    }

    public void Record(string stepsJson) => StepsJson = stepsJson;

    public void Succeed(string metricsJson, DateTimeOffset now)
    {
        MetricsJson = metricsJson;
        Status = RunStatus.Succeeded;
        FinishedAt = now;
    }

    /// <summary>Ends the run for its user; the worker that has it looks here and stops.</summary>
    public void Cancel(DateTimeOffset now)
    {
        Status = RunStatus.Cancelled;
        FinishedAt = now;
    }

    public void Fail(Refusal refusal, DateTimeOffset now)
    {
        Status = RunStatus.Failed;
        ErrorCode = refusal.Code;
        ErrorMessage = refusal.Message;
        FinishedAt = now;
    }
}
