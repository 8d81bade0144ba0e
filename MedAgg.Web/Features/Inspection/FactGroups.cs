namespace MedAgg.Web.Features.Inspection;

/// <summary>Counts by value of one field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Known">Units by value, in the order of the codes; values without any are left out.</param>
/// <param name="Unknown">Units none of whose images says.</param>
/// <param name="Total">Units altogether; the parts may add up to more where a unit has several values.</param>
public sealed record FactGroups(string Field, FactUnit Unit, IReadOnlyList<FactGroup> Known, long Unknown, long Total)
{
    /// <summary>Whether the parts add up to more than the whole.</summary>
    public bool Overlaps => Known.Sum(group => group.Count) + Unknown > Total;
}

/// <param name="Value">The value as addresses carry it.</param>
/// <param name="Count">Units with it.</param>
public sealed record FactGroup(string Value, long Count);
