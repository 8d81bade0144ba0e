namespace MedAgg.Web.Features.Catalog;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Search index holds {Count} datasets")]
    public static partial void IndexBuilt(ILogger logger, int count);

    [LoggerMessage(2002, LogLevel.Warning, "A change of dataset {Slug} could not be read")]
    public static partial void ChangeNotTaken(ILogger logger, string slug, Exception exception);
}
