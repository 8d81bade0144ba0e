namespace MedAgg.Web.Features.Vocabularies;

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Error, "A vocabulary could not be read, reference {Reference}")]
    public static partial void VocabularyFailed(ILogger logger, string reference, Exception exception);
}
