using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Discovery;

/// <summary>Datasets that a provider found, or why it did not.</summary>
/// <param name="Found">In the order of the provider.</param>
/// <param name="Total">How many it counts in all; null when it does not count.</param>
public sealed record SearchAnswer(IReadOnlyList<FoundDataset> Found, long? Total)
{
    public Refusal? Refusal { get; init; }

    public static SearchAnswer Refused(Refusal refusal) => new([], null) { Refusal = refusal };
}
