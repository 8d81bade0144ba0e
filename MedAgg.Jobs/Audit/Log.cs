using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Audit;

internal static partial class Log
{
    [LoggerMessage(3201, LogLevel.Warning, "Lost {Kind} {Id} is back in the queue")]
    public static partial void Requeued(ILogger logger, string kind, long id);

    [LoggerMessage(3202, LogLevel.Information, "Work folder {Name} was left behind and is deleted")]
    public static partial void WorkSwept(ILogger logger, string name);

    [LoggerMessage(3203, LogLevel.Information, "{Count} blob(s) that nothing needs are deleted")]
    public static partial void BlobsSwept(ILogger logger, int count);
}
