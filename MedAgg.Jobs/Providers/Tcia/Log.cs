using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Providers.Tcia;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "The ZIP of series {SeriesUid} was not whole in try {Attempt}: {Code}")]
    public static partial void SeriesIncomplete(ILogger logger, string seriesUid, int attempt, string code);
}
