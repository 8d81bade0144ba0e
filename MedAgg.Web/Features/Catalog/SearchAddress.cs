using System.Globalization;
using System.Text;
using MedAgg.Domain.Search;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MedAgg.Web.Features.Catalog;

/// <summary>The state of the search page as its address holds it: a link repeats the search. Unknown and malformed parts are passed over.</summary>
public sealed record SearchAddress
{
    public const int PageSize = 20;

    /// <summary>Longest question that is taken.</summary>
    public const int MaxText = 500;

    private const string TextKey = "q";
    private const string OrderKey = "sort";
    private const string PageKey = "page";
    private const string PlainKey = "plain";
    private const string VerbatimKey = "verbatim";
    private const int MaxValues = 50;
    private const int MaxPage = 10_000;

    public static SearchAddress Empty { get; } = new();

    public string Text { get; init; } = "";

    /// <summary>Chosen values by facet, see <see cref="FacetName"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Understood parts that the reader took away, <c>kind:id</c>.</summary>
    public IReadOnlyList<string> Plain { get; init; } = [];

    /// <summary>Whether the words are taken as typed, without any repair.</summary>
    public bool IsVerbatim { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int FilterCount => Filters.Sum(facet => facet.Value.Count);

    /// <param name="query">Query part of an address, with or without the question mark.</param>
    public static SearchAddress Parse(string query)
    {
        Dictionary<string, StringValues> parts = QueryHelpers.ParseQuery(query);
        string text = parts.TryGetValue(TextKey, out StringValues q) ? q.ToString().Trim() : "";
        return new()
        {
            Text = text.Length > MaxText ? text[..MaxText] : text,
            Filters = FacetName.All
                .Select(facet => (facet, Values: FilterOf(parts, facet)))
                .Where(facet => facet.Values.Count > 0)
                .ToDictionary(facet => facet.facet, facet => facet.Values),
            Plain = ValuesOf(parts, PlainKey),
            IsVerbatim = parts.TryGetValue(VerbatimKey, out StringValues verbatim) && verbatim.ToString() is "1" or "true",
            Order = parts.TryGetValue(OrderKey, out StringValues sort) && Enum.TryParse(sort.ToString(), ignoreCase: true, out SearchOrder order) && Enum.IsDefined(order) ? order : SearchOrder.Relevance,
            Page = parts.TryGetValue(PageKey, out StringValues page) && int.TryParse(page.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Math.Clamp(number, 1, MaxPage) : 1,
        };
    }

    /// <summary>The query part: empty, or beginning with the question mark. Equal states give equal addresses.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        if (Text.Length > 0)
            Add(query, TextKey, Text);
        foreach (string facet in FacetName.All.Where(Filters.ContainsKey))
        {
            foreach (string value in Filters[facet])
                Add(query, facet, value);
        }

        foreach (string slot in Plain)
            Add(query, PlainKey, slot);
        if (IsVerbatim && Text.Length > 0)
            Add(query, VerbatimKey, "1");
        if (Order != SearchOrder.Relevance)
            Add(query, OrderKey, Order.ToString().ToLowerInvariant());
        if (Page > 1)
            Add(query, PageKey, Page.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }

    /// <summary>The page's address with this state.</summary>
    public string ToHref() => "/" + ToQuery();

    /// <summary>Whether a value is chosen; people write addresses by hand, so that case does not matter.</summary>
    public bool Has(string facet, string value) => Filters.TryGetValue(facet, out IReadOnlyList<string>? values) && values.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The first range that is chosen in a facet.</summary>
    public FacetRange? RangeOf(string facet) => Filters.GetValueOrDefault(facet)?.Select(value => FacetRange.Parse(facet, value)).FirstOrDefault(range => range is not null);

    /// <summary>Puts a range in the place of the facet's ranges, or takes them back; other values of the facet stay, the first page follows.</summary>
    public SearchAddress WithRange(string facet, FacetRange? range)
    {
        IEnumerable<string> others = (Filters.GetValueOrDefault(facet) ?? []).Where(value => !FacetRange.IsMeant(facet, value));
        return With(facet, range is null ? [.. others] : [.. others, range.ToString()]);
    }

    /// <summary>Chooses a value, or takes it back; the first page follows.</summary>
    public SearchAddress Toggle(string facet, string value)
    {
        IReadOnlyList<string> old = Filters.GetValueOrDefault(facet) ?? [];
        return With(facet, Has(facet, value) ? [.. old.Where(v => !v.Equals(value, StringComparison.OrdinalIgnoreCase))] : [.. old, value]);
    }

    public SearchAddress WithoutFilters() => this with { Filters = Empty.Filters, Page = 1 };

    /// <summary>Another question; what was taken away from the old one has no meaning for it.</summary>
    public SearchAddress Ask(string text) => this with { Text = text.Trim(), Plain = [], IsVerbatim = false, Page = 1 };

    /// <summary>Takes an understood part away: its words count as plain words.</summary>
    public SearchAddress TakePlainly(string kind, string id) => this with { Plain = [.. Plain.Append($"{kind}:{id}").Distinct()], Page = 1 };

    /// <summary>The words as typed.</summary>
    public SearchAddress TakeVerbatim() => this with { IsVerbatim = true, Page = 1 };

    public SearchAddress SortBy(SearchOrder order) => this with { Order = order, Page = 1 };

    /// <summary>Without the condition that search proposes to drop: a whole facet, or words of the question.</summary>
    public SearchAddress Drop(Relaxation relaxation)
    {
        ArgumentNullException.ThrowIfNull(relaxation);
        return FacetName.All.Contains(relaxation.Facet)
            ? this with { Filters = Filters.Where(facet => facet.Key != relaxation.Facet).ToDictionary(), Page = 1 }
            : Ask(relaxation.Text ?? "");
    }

    /// <summary>The question to search.</summary>
    public SearchRequest ToRequest(string language, IReadOnlyList<string> audiences) => new()
    {
        Text = Text,
        Language = language,
        Filters = Filters,
        RemovedSlots = Plain,
        IsVerbatim = IsVerbatim,
        Order = Order,
        Skip = (Page - 1) * PageSize,
        Take = PageSize,
        Audiences = audiences,
    };

    /// <summary>The first range in the address that cannot be read, as it is written there; null when there is none. The page passes it over, programs are told.</summary>
    public static (string Facet, string Value)? UnreadableRange(string query)
    {
        Dictionary<string, StringValues> parts = QueryHelpers.ParseQuery(query);
        foreach (string facet in FacetRange.Facets)
        {
            if (ValuesOf(parts, facet).FirstOrDefault(value => FacetRange.IsMeant(facet, value) && FacetRange.Parse(facet, value) is null) is { } value)
                return (facet, value);
        }

        return null;
    }

    private SearchAddress With(string facet, IReadOnlyList<string> values)
    {
        var filters = Filters.Where(other => other.Key != facet).ToDictionary();
        if (values.Count > 0)
            filters[facet] = values;
        return this with { Filters = filters, Page = 1 };
    }

    // 1GiB..2GiB and 1073741824..2147483648 are the same range: one address for both.
    private static IReadOnlyList<string> FilterOf(Dictionary<string, StringValues> parts, string facet) =>
        [.. ValuesOf(parts, facet).Select(value => FacetRange.IsMeant(facet, value) ? FacetRange.Parse(facet, value)?.ToString() : value).OfType<string>().Distinct()];

    private static IReadOnlyList<string> ValuesOf(Dictionary<string, StringValues> parts, string key) =>
        parts.TryGetValue(key, out StringValues values) ? [.. values.OfType<string>().Where(value => value.Length is > 0 and <= 200).Distinct().Take(MaxValues)] : [];

    private static void Add(StringBuilder query, string key, string value) =>
        query.Append(query.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
}
