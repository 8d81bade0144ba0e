namespace MedAgg.Web.Kit;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Error, "A part of a page failed, reference {Reference}")]
    public static partial void CardFailed(ILogger logger, string reference, Exception exception);

    [LoggerMessage(5002, LogLevel.Error, "A page could not follow a change, reference {Reference}")]
    public static partial void ReadAgainFailed(ILogger logger, string reference, Exception exception);
}
