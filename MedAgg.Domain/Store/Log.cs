using Microsoft.Extensions.Logging;

namespace MedAgg.Domain.Store;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "The change feed lost its connection and connects again in {Delay}")]
    public static partial void FeedLost(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "A listener of the change feed failed on {Kind} {Id}")]
    public static partial void ListenerFailed(ILogger logger, string kind, string id, Exception exception);
}
