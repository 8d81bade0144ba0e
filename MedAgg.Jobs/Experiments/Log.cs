using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Experiments;

internal static partial class Log
{
    [LoggerMessage(3201, LogLevel.Information, "Run {RunId} has ended well")]
    public static partial void Finished(ILogger logger, long runId);

    [LoggerMessage(3202, LogLevel.Warning, "Run {RunId} failed: {Code}")]
    public static partial void Failed(ILogger logger, long runId, string code);

    [LoggerMessage(3203, LogLevel.Information, "Run {RunId} stops: it was cancelled, or goes on elsewhere or later")]
    public static partial void Stopped(ILogger logger, long runId);

    [LoggerMessage(3204, LogLevel.Warning, "Progress of run {RunId} could not be written: {Reason}")]
    public static partial void BeatMissed(ILogger logger, long runId, string reason);
}
