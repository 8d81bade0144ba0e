namespace MedAgg.Web.App.Failures;

internal static partial class Log
{
    [LoggerMessage(5010, LogLevel.Error, "{Method} {Path} failed, reference {Reference}")]
    public static partial void RequestFailed(ILogger logger, string method, string path, string reference, Exception exception);

    [LoggerMessage(5011, LogLevel.Information, "{Method} {Path} refused with {Status}: {Reason}")]
    public static partial void RequestRefused(ILogger logger, string method, string path, int status, string reason);
}
