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
}
