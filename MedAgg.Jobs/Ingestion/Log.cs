using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Ingestion;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Ingestion {IngestionId}: attempt {Attempt} begins")]
    public static partial void Begun(ILogger logger, long ingestionId, int attempt);

    [LoggerMessage(3002, LogLevel.Information, "Ingestion {IngestionId} succeeded: dataset {Slug}")]
    public static partial void Succeeded(ILogger logger, long ingestionId, string slug);

    [LoggerMessage(3003, LogLevel.Information, "Ingestion {IngestionId} failed: {Code}")]
    public static partial void Failed(ILogger logger, long ingestionId, string code);

    [LoggerMessage(3004, LogLevel.Information, "Ingestion {IngestionId} was cancelled")]
    public static partial void Cancelled(ILogger logger, long ingestionId);

    [LoggerMessage(3005, LogLevel.Warning, "Attempt {Attempt} of ingestion {IngestionId} stops: another worker has it")]
    public static partial void LeaseLost(ILogger logger, long ingestionId, int attempt);

    [LoggerMessage(3006, LogLevel.Information, "Attempt {Attempt} of ingestion {IngestionId} stops with its worker and goes on later")]
    public static partial void Interrupted(ILogger logger, long ingestionId, int attempt);

    [LoggerMessage(3007, LogLevel.Debug, "File {Path} of ingestion {IngestionId} refused: {Code}")]
    public static partial void FileRefused(ILogger logger, long ingestionId, string path, string code);

    [LoggerMessage(3008, LogLevel.Error, "The reader failed on file {Path} of ingestion {IngestionId}")]
    public static partial void ReaderFailed(ILogger logger, long ingestionId, string path, Exception exception);

    [LoggerMessage(3009, LogLevel.Warning, "Progress of ingestion {IngestionId} could not be written")]
    public static partial void ProgressLost(ILogger logger, long ingestionId, Exception exception);

    [LoggerMessage(3010, LogLevel.Debug, "Reading ahead for ingestion {IngestionId} left something to its stations: {Reason}")]
    public static partial void ReadAheadEnded(ILogger logger, long ingestionId, string reason);

    [LoggerMessage(3011, LogLevel.Information, "Ingestion {IngestionId} is paused")]
    public static partial void Paused(ILogger logger, long ingestionId);
}
