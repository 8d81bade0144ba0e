using System.Globalization;
using MedAgg.Domain.Inspection;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The images that a dashboard shows, in the words of a collection's recipe: chosen values only, any inside a field, all fields.</summary>
/// <param name="Filter">Chosen values by field.</param>
/// <param name="NotSaid">Fields of the dashboard's filter that a recipe cannot say; then <paramref name="Filter"/> would choose other images.</param>
public sealed record Cohort(IReadOnlyDictionary<string, IReadOnlyList<string>> Filter, IReadOnlyList<string> NotSaid)
{
    private const string Label = "label";

    public bool CanBeSaid => NotSaid.Count == 0;

    /// <summary>What is left out becomes "every other value that the version has".</summary>
    public static Cohort Of(FactFilter filter, FactTable table)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(table);
        Dictionary<string, IReadOnlyList<string>> recipe = [];
        List<string> notSaid = [];
        foreach (IGrouping<string, FactCondition> field in filter.Conditions.GroupBy(condition => condition.Field))
        {
            string name = FactField.IsLabel(field.Key) ? Label : field.Key;
            List<string> kept = Kept([.. field], table.Column(field.Key));
            if (!RecipeFields.All.Contains(name) || recipe.ContainsKey(name) || !IsExact(field, kept, table))
                notSaid.Add(field.Key);
            else
                recipe[name] = [.. kept.Select(value => Word(field.Key, value))];
        }

        return new(recipe, notSaid);
    }

    /// <summary>
    /// The address of the builder: <c>/collections/new?datasets=slug&amp;v=2&amp;filter=modality%3Dct&amp;filter=label%3Dfinding%3DMass</c>, one
    /// <c>filter</c> a value.
    /// </summary>
    public string ToHref(string slug, int version)
    {
        IEnumerable<string> values = Filter.SelectMany(field => field.Value.Select(value => $"&filter={Uri.EscapeDataString($"{field.Key}={value}")}"));
        return string.Create(CultureInfo.InvariantCulture, $"/collections/new?datasets={Uri.EscapeDataString(slug)}&v={version}{string.Concat(values)}");
    }

    private static List<string> Kept(IReadOnlyList<FactCondition> conditions, FactColumn? column)
    {
        List<string> kept = [.. conditions.Where(condition => !condition.IsExcluded).Select(condition => condition.Value)];
        if (kept.Count == 0)
            kept = [.. column?.Values ?? [], ""];
        kept.RemoveAll(value => conditions.Any(condition => condition.IsExcluded && condition.Value == value));
        return kept;
    }

    // A recipe knows labels as one field: it cannot say "none of this name", nor leave out a value of an image that has several.
    private static bool IsExact(IEnumerable<FactCondition> conditions, List<string> kept, FactTable table)
    {
        string field = conditions.First().Field;
        bool excludes = conditions.Any(condition => condition.IsExcluded);
        if (kept.Count == 0 || (excludes && table.IsSample)) // a sample does not know all other values
            return false;
        if (!FactField.IsLabel(field))
            return true;
        bool isOnlyLabel = table.Columns.Count(column => FactField.IsLabel(column.Field)) == 1;
        return (isOnlyLabel || !kept.Contains("")) && !(table.Column(field) is { IsMany: true } && excludes);
    }

    private static string Word(string field, string value) =>
        value.Length == 0 ? RecipeFields.Unknown
        : FactField.IsLabel(field) ? $"{FactField.LabelName(field)}={value}"
        : field == FactField.Dimensionality && Enum.TryParse(value, out Dimensionality kind) ? Dimensions.Name(kind)
        : value;
}
