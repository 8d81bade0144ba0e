namespace MedAgg.Web.Features.Searches;

internal static partial class Log
{
    [LoggerMessage(2151, LogLevel.Error, "The searches of a reader could not be read, reference {Reference}")]
    public static partial void SearchesFailed(ILogger logger, string reference, Exception exception);
}
