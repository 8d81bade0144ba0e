using MedAgg.Domain.Collections;
using MedAgg.Domain.Search;
using MedAgg.Jobs.Collections;

namespace MedAgg.Web.Features.Collections;

/// <summary>What somebody has chosen so far on the page of the builder.</summary>
public sealed class BuilderDraft
{
    private readonly SortedDictionary<string, SortedSet<string>> _filter = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _limits = [];

    public List<BuilderDataset> Datasets { get; } = [];

    /// <summary>Version that the address asked for; null for current ones.</summary>
    public int? Version { get; set; }

    /// <summary>The search that led here; null without one.</summary>
    public string? Query { get; set; }

    public string Name { get; set; } = "";

    public bool HasFilter => _filter.Count > 0;

    /// <summary>Datasets whose files are here.</summary>
    public IEnumerable<BuilderDataset> Usable => Datasets.Where(dataset => dataset.Version is not null);

    /// <summary>
    /// Reads the conditions of an address, <c>field=value</c> each, split at the first equals sign. <c>none</c> means unknown.
    /// </summary>
    /// <returns>Conditions that recipes do not know.</returns>
    public IReadOnlyList<string> ReadFilter(IEnumerable<string> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        List<string> ignored = [];
        foreach (string condition in conditions)
        {
            string[] parts = condition.Split('=', 2);
            string value = parts.Length < 2 ? "" : parts[1] == FacetName.NotStated ? RecipeFields.Unknown : FilterWording.RecipeValue(parts[0], parts[1]);
            if (value.Length == 0 || !RecipeFields.All.Contains(parts[0]))
                ignored.Add(condition);
            else if (!Has(parts[0], value))
                Toggle(parts[0], value);
        }

        return ignored;
    }

    public bool Has(string field, string value) => _filter.TryGetValue(field, out SortedSet<string>? values) && values.Contains(value);

    /// <summary>Chosen values of a field.</summary>
    public IReadOnlyCollection<string> Chosen(string field) => _filter.TryGetValue(field, out SortedSet<string>? values) ? values : [];

    /// <summary>Chooses a value, or takes it back; a field without a chosen value narrows nothing.</summary>
    public void Toggle(string field, string value)
    {
        if (!_filter.TryGetValue(field, out SortedSet<string>? values))
            _filter[field] = values = new(StringComparer.Ordinal);
        if (!values.Remove(value))
            values.Add(value);
        if (values.Count == 0)
            _filter.Remove(field);
    }

    public void ClearFilter() => _filter.Clear();

    public int? LimitOf(string slug) => _limits.TryGetValue(slug, out int limit) ? limit : null;

    /// <summary>Sets or lifts the limit of a dataset; what is no positive number lifts it.</summary>
    public void Limit(string slug, int? limit)
    {
        if (limit > 0)
            _limits[slug] = limit.Value;
        else
            _limits.Remove(slug);
    }

    public void Remove(string slug)
    {
        Datasets.RemoveAll(dataset => dataset.Slug == slug);
        _limits.Remove(slug);
    }

    /// <summary>The recipe of what is chosen; null while there is nothing to draw from.</summary>
    /// <param name="suggestedName">Name for a draft that has none.</param>
    public Recipe? ToRecipe(string suggestedName)
    {
        RecipeSource[] sources =
        [
            .. Usable.Select(dataset => new RecipeSource
            {
                Dataset = dataset.Slug,
                Version = dataset.Version,
                Filter = _filter.ToDictionary(field => field.Key, field => (IReadOnlyList<string>)[.. field.Value]),
                Limit = LimitOf(dataset.Slug),
            }),
        ];
        return sources.Length == 0 ? null : new() { Name = Name.Trim().Length > 0 ? Name.Trim() : suggestedName, Sources = sources, Query = Query };
    }
}
