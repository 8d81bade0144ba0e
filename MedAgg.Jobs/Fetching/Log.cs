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

    [LoggerMessage(3004, LogLevel.Information, "{File} is asked of a mirror, {Mirror}: {Code}")]
    public static partial void MirrorAsked(ILogger logger, string file, string mirror, string code);

    [LoggerMessage(3005, LogLevel.Information, "{Host} is asked again in {Pause} after try {Attempt}: {Code}")]
    public static partial void AskedAgain(ILogger logger, string host, TimeSpan pause, int attempt, string code);
}
