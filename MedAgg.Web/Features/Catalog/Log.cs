namespace MedAgg.Web.Features.Catalog;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Search index holds {Count} datasets")]
    public static partial void IndexBuilt(ILogger logger, int count);

    [LoggerMessage(2002, LogLevel.Warning, "A change of dataset {Slug} could not be read")]
    public static partial void ChangeNotTaken(ILogger logger, string slug, Exception exception);

    [LoggerMessage(2003, LogLevel.Error, "A search could not be answered, reference {Reference}")]
    public static partial void SearchFailed(ILogger logger, string reference, Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "The page of dataset {Slug} could not be read, reference {Reference}")]
    public static partial void DatasetFailed(ILogger logger, string slug, string reference, Exception exception);

    [LoggerMessage(2005, LogLevel.Information, "Search understands {Count} terms")]
    public static partial void TaxonomyLearnt(ILogger logger, int count);

    [LoggerMessage(2006, LogLevel.Warning, "A typed search could not be kept in the history")]
    public static partial void SearchNotKept(ILogger logger, Exception exception);
}
