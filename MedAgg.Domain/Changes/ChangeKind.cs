namespace MedAgg.Domain.Changes;

/// <summary>The words of <see cref="Change.Kind"/>.</summary>
public static class ChangeKind
{
    public const string Dataset = "dataset";
    public const string Ingestion = "ingestion";
    public const string Collection = "collection";

    /// <summary>Every node builds its search index anew; the id is always <c>*</c>.</summary>
    public const string SearchIndex = "search_index";

    public const string Vocabulary = "vocabulary";
    public const string Team = "team";
    public const string Run = "run";

    /// <summary>A question to outside providers; the id is the search's.</summary>
    public const string ProviderSearch = "provider_search";
}
