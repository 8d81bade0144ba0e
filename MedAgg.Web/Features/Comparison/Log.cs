namespace MedAgg.Web.Features.Comparison;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Error, "Datasets could not be compared, reference {Reference}")]
    public static partial void ComparisonFailed(ILogger logger, string reference, Exception exception);
}
