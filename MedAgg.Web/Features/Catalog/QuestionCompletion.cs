using MedAgg.Domain.Search;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Completes a question while it is typed: somebody's own past searches, terms, datasets.</summary>
public static class QuestionCompletion
{
    /// <summary>Kind of a suggestion that is a past search; its id is the query part of the page's address.</summary>
    public const string Past = "search";

    private const int MinTyped = 2;
    private const int MostPast = 2;

    /// <param name="past">Own past searches, the last first.</param>
    public static IReadOnlyList<Suggestion> Of(IDatasetSearch search, string text, string language, IReadOnlyList<RecentSearch> past, int limit)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(past);
        string typed = text.Trim();
        if (typed.Length < MinTyped || typed.Length > SearchAddress.MaxText)
            return [];
        Suggestion[] own =
        [
            .. past.Where(search => search.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && !search.Text.Equals(typed, StringComparison.OrdinalIgnoreCase))
                .Take(MostPast).Select(search => new Suggestion(Past, search.Address, search.Text)),
        ];
        return [.. own, .. search.Suggest(text, language, limit).Where(s => !own.Any(o => o.Text.Equals(s.Text, StringComparison.OrdinalIgnoreCase))).Take(limit - own.Length)];
    }
}
