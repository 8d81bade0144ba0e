using MedAgg.Jobs.Collections;

namespace MedAgg.Web.Features.Collections;

/// <param name="Value">As recipes hold it; <see cref="RecipeFields.Unknown"/> where files do not tell.</param>
/// <param name="Images">Images that have it.</param>
public sealed record FilterValue(string Value, long Images)
{
    public bool IsUnknown => Value == RecipeFields.Unknown;
}
