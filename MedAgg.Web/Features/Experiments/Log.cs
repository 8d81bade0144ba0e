namespace MedAgg.Web.Features.Experiments;

internal static partial class Log
{
    [LoggerMessage(7600, LogLevel.Error, "Run {Run} could not be read for its page ({Reference})")]
    public static partial void RunUnreadable(ILogger logger, long run, string reference, Exception exception);

    [LoggerMessage(7601, LogLevel.Error, "Runs could not be read for their pages ({Reference})")]
    public static partial void RunsUnreadable(ILogger logger, string reference, Exception exception);
}
