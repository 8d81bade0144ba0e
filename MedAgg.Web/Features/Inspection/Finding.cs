using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Something unusual about the images, computed and true for the rows at hand.</summary>
/// <param name="Key">Text key; the sentence is <c>Finding.{Key}</c>.</param>
/// <param name="Severity">How much it matters for whoever trains on it.</param>
/// <param name="Values">What the sentence is filled with: counts, shares (0–1 as double), <see cref="FactCondition"/> for a value to name.</param>
public sealed record Finding(string Key, FindingSeverity Severity, IReadOnlyList<object> Values)
{
    /// <summary>The images it speaks of; null where no filter says them.</summary>
    public FactCondition? Shows { get; init; }

    /// <summary>Role of the files to look at; null where it speaks of images.</summary>
    public FileRole? Files { get; init; }
}
