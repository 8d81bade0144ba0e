using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Collections;

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Information, "Collection {CollectionId} is built: {Sha256}")]
    public static partial void Built(ILogger logger, long collectionId, string sha256);

    [LoggerMessage(3102, LogLevel.Information, "Collection {CollectionId} failed: {Code}")]
    public static partial void Failed(ILogger logger, long collectionId, string code);

    [LoggerMessage(3103, LogLevel.Information, "Collection {CollectionId} was cancelled")]
    public static partial void Cancelled(ILogger logger, long collectionId);

    [LoggerMessage(3104, LogLevel.Information, "Attempt {Attempt} at collection {CollectionId} stops; the build begins again elsewhere or later")]
    public static partial void Interrupted(ILogger logger, long collectionId, int attempt);

    [LoggerMessage(3105, LogLevel.Information, "The archive of collection {CollectionId} has expired")]
    public static partial void Expired(ILogger logger, long collectionId);
}
