namespace MedAgg.Web.Features.Collections;

/// <summary>A field that images can be filtered by, and its values.</summary>
/// <param name="Name">Word of recipes, for example <c>modality</c>.</param>
/// <param name="Values">Most frequent first, unknown last.</param>
public sealed record FilterField(string Name, IReadOnlyList<FilterValue> Values)
{
    /// <summary>The same fields of several datasets, added up. Fields with one value in all tell nothing apart and are left out.</summary>
    /// <param name="datasets">Fields of each dataset.</param>
    /// <param name="order">All fields in the order of the screen.</param>
    public static IReadOnlyList<FilterField> Together(IEnumerable<IReadOnlyList<FilterField>> datasets, IReadOnlyList<string> order)
    {
        ILookup<string, FilterField> byName = datasets.SelectMany(fields => fields).ToLookup(field => field.Name);
        return
        [
            .. order.Select(name => new FilterField(name, Sorted(byName[name].SelectMany(field => field.Values)))).Where(field => field.Values.Count > 1),
        ];
    }

    private static IReadOnlyList<FilterValue> Sorted(IEnumerable<FilterValue> values) =>
    [
        .. values.GroupBy(value => value.Value).Select(same => new FilterValue(same.Key, same.Sum(value => value.Images)))
            .OrderBy(value => value.IsUnknown).ThenByDescending(value => value.Images).ThenBy(value => value.Value, StringComparer.Ordinal),
    ];
}
