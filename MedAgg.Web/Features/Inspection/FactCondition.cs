namespace MedAgg.Web.Features.Inspection;

/// <summary>One condition on images.</summary>
/// <param name="Field">One of <see cref="FactField"/> or a label field.</param>
/// <param name="Value">The value; empty for "does not say".</param>
/// <param name="IsExcluded">Whether images with it are left out.</param>
public sealed record FactCondition(string Field, string Value, bool IsExcluded = false)
{
    public bool IsUnknown => Value.Length == 0;

    /// <summary>As an address holds it: <c>modality=ct</c>, <c>label:finding=Mass</c>, <c>sex=</c> for unknown.</summary>
    public override string ToString() => $"{Field}={Value}";

    /// <summary>Reads <see cref="ToString"/>; null for anything else.</summary>
    public static FactCondition? Parse(string? text, bool isExcluded)
    {
        int equals = text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        return equals > 0 ? new(text![..equals], text[(equals + 1)..], isExcluded) : null;
    }
}
