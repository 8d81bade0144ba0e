namespace MedAgg.Domain.Search;

public enum SearchOrder
{
    Relevance,
    Newest,
    MostImages,
    Title,
}
