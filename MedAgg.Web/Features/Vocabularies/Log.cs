namespace MedAgg.Web.Features.Vocabularies;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Error, "The stored changes of the taxonomy do not fit: {Problem}")]
    public static partial void TaxonomyUnfit(ILogger logger, string problem);
}
