using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Experiments;

internal static partial class Log
{
    [LoggerMessage(1601, LogLevel.Information, "Run {RunId} succeeded")]
    public static partial void Succeeded(ILogger logger, long runId);

    [LoggerMessage(1602, LogLevel.Information, "Run {RunId} failed: {Code}")]
    public static partial void Failed(ILogger logger, long runId, string code);

    [LoggerMessage(1603, LogLevel.Information, "Run {RunId} was cancelled")]
    public static partial void Cancelled(ILogger logger, long runId);

    [LoggerMessage(1604, LogLevel.Information, "Attempt {Attempt} at run {RunId} was interrupted; another one goes on")]
    public static partial void Interrupted(ILogger logger, long runId, int attempt);

    [LoggerMessage(1605, LogLevel.Information, "Run {RunId}, step {Step}: {Note}")]
    public static partial void StepDone(ILogger logger, long runId, string step, string note);
}
