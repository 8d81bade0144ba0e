using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Discovery;

internal static partial class Log
{
    [LoggerMessage(2701, LogLevel.Information, "The search of {Provider} did not answer within {Patience}")]
    public static partial void ProviderSilent(ILogger logger, string provider, TimeSpan patience);
}
