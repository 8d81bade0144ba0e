using MedAgg.Domain.Search;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Which images: any of the chosen values inside a field, all fields, none of what is left out.</summary>
public sealed record FactFilter(IReadOnlyList<FactCondition> Conditions)
{
    /// <summary>More conditions than anybody clicks; a longer address is cut.</summary>
    public const int MaxConditions = 60;

    public static FactFilter None { get; } = new([]);

    public bool IsEmpty => Conditions.Count == 0;

    /// <param name="chosen">Values of <c>f</c> in the address.</param>
    /// <param name="excluded">Values of <c>not</c> in the address.</param>
    public static FactFilter Parse(IEnumerable<string?>? chosen, IEnumerable<string?>? excluded) => new(
    [
        .. (chosen ?? []).Select(text => FactCondition.Parse(text, false))
            .Concat((excluded ?? []).Select(text => FactCondition.Parse(text, true)))
            .OfType<FactCondition>().Distinct().Take(MaxConditions),
    ]);

    /// <summary>Adds a condition; one that stands is taken away, its opposite is turned round.</summary>
    public FactFilter Toggle(FactCondition condition) =>
        Conditions.Contains(condition)
            ? Without(condition)
            : new([.. Conditions.Where(other => other.Field != condition.Field || other.Value != condition.Value), condition]);

    public FactFilter Without(FactCondition condition) => new([.. Conditions.Where(other => other != condition)]);

    /// <summary>
    /// The filter of a recipe, which knows chosen values only: what is left out becomes "every other value that the version has".
    /// </summary>
    /// <param name="table">The images.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ToRecipe(FactTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Dictionary<string, IReadOnlyList<string>> recipe = [];
        foreach (IGrouping<string, FactCondition> field in Conditions.GroupBy(condition => condition.Field))
        {
            List<string> kept = [.. field.Where(condition => !condition.IsExcluded).Select(condition => condition.Value)];
            if (kept.Count == 0)
                kept = [.. table.Column(field.Key)?.Values ?? [], ""];
            kept.RemoveAll(value => field.Any(condition => condition.IsExcluded && condition.Value == value));
            bool isLabel = FactField.IsLabel(field.Key);
            string name = isLabel ? "label" : field.Key;
            IEnumerable<string> words = kept.Select(value => isLabel ? $"{FactField.LabelName(field.Key)}={value}" : value.Length == 0 ? FacetName.NotStated : value);
            recipe[name] = [.. recipe.GetValueOrDefault(name) ?? [], .. words];
        }

        return recipe;
    }
}
