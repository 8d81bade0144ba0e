namespace MedAgg.Web.Features.Catalog;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Search index holds {Count} datasets")]
    public static partial void IndexBuilt(ILogger logger, int count);

    [LoggerMessage(2002, LogLevel.Warning, "A change of {Kind} {Id} could not be read")]
    public static partial void ChangeNotTaken(ILogger logger, string kind, string id, Exception exception);

    [LoggerMessage(2003, LogLevel.Error, "A search could not be answered, reference {Reference}")]
    public static partial void SearchFailed(ILogger logger, string reference, Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "The page of dataset {Slug} could not be read, reference {Reference}")]
    public static partial void DatasetFailed(ILogger logger, string slug, string reference, Exception exception);
}
