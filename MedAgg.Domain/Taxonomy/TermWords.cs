using System.Text.Json.Serialization;

namespace MedAgg.Domain.Taxonomy;

/// <summary>Words of a term in both languages, in the order in which the curator wrote them.</summary>
public sealed record TermWords(IReadOnlyList<string> En, IReadOnlyList<string> Ru)
{
    public static TermWords None { get; } = new([], []);

    [JsonIgnore]
    public bool IsEmpty => En.Count == 0 && Ru.Count == 0;

    /// <summary>English words first, then Russian ones.</summary>
    [JsonIgnore]
    public IEnumerable<string> All => En.Concat(Ru);
}
