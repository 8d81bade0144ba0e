using Microsoft.Extensions.Logging;

namespace MedAgg.Domain.Store;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "The change feed lost its connection and connects again in {Delay}")]
    public static partial void FeedLost(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "A listener of the change feed failed on {Kind} {Id}")]
    public static partial void ListenerFailed(ILogger logger, string kind, string id, Exception exception);

    [LoggerMessage(1003, LogLevel.Warning, "An administrator's term does not fit the shipped taxonomy and was mended: {Problem}")]
    public static partial void TaxonomyMended(ILogger logger, string problem);

    [LoggerMessage(1004, LogLevel.Warning, "A change of the taxonomy could not be read")]
    public static partial void TaxonomyNotRead(ILogger logger, Exception exception);
}
