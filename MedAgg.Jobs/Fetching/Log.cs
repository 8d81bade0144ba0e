using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Fetching;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "A request goes to the private host {Host}:{Port}, which administrators allow")]
    public static partial void PrivateHostUsed(ILogger logger, string host, int port);

    [LoggerMessage(3002, LogLevel.Warning, "A request to {Host}:{Port} was refused: {Code}")]
    public static partial void RequestRefused(ILogger logger, string host, int port, string code);

    [LoggerMessage(3003, LogLevel.Information, "The download from {Host} continues at byte {From} after try {Attempt}: {Reason}")]
    public static partial void DownloadRetried(ILogger logger, string host, long from, int attempt, string reason);
}
