using System.Text.Json.Serialization;
using MedAgg.Domain.Search;
using MedAgg.Search.Understanding;

namespace MedAgg.Web.Features.Catalog;

/// <summary>What <c>parse-query --json</c> prints.</summary>
internal sealed record ParsedQuery
{
    /// <summary>Taxonomy ids that the question asks for.</summary>
    public required QuerySlots Slots { get; init; }

    /// <summary>Ids that it asks to leave out.</summary>
    public required QuerySlots Excluded { get; init; }

    /// <summary>Ids that follow from the ones asked for.</summary>
    public required QuerySlots Implied { get; init; }

    /// <summary>The question with its mistakes repaired; null when it was taken as it stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Corrected { get; init; }

    /// <summary>Words that are searched for as they stand.</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    public required IReadOnlyList<string> Phrases { get; init; }

    public required IReadOnlyList<string> ExcludedPhrases { get; init; }

    /// <summary>The words behind each id.</summary>
    public required IReadOnlyList<UnderstoodSlot> Why { get; init; }

    public static ParsedQuery Of(UnderstoodQuestion question) => new()
    {
        Slots = QuerySlots.Of(question.Slots.Where(slot => !slot.IsExcluded && !slot.IsImplied)),
        Excluded = QuerySlots.Of(question.Slots.Where(slot => slot.IsExcluded)),
        Implied = QuerySlots.Of(question.Slots.Where(slot => slot.IsImplied)),
        Corrected = question.Corrected,
        Terms = [.. question.Words.Select(word => word.Text)],
        Phrases = question.Phrases,
        ExcludedPhrases = question.ExcludedPhrases,
        Why = question.Slots,
    };
}

/// <summary>Taxonomy ids by kind.</summary>
internal sealed record QuerySlots(IReadOnlyList<string> Modality, IReadOnlyList<string> Area, IReadOnlyList<string> Pathology, IReadOnlyList<string> Task)
{
    public static QuerySlots Of(IEnumerable<UnderstoodSlot> slots)
    {
        ILookup<string, string> byKind = slots.ToLookup(slot => slot.Kind, slot => slot.Id);
        return new(Ids(FacetName.Modality), Ids(FacetName.Area), Ids(FacetName.Pathology), Ids(FacetName.Task));

        IReadOnlyList<string> Ids(string kind) => [.. byKind[kind].Distinct()];
    }
}
