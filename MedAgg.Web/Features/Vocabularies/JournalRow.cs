using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>One change of a vocabulary.</summary>
/// <param name="Actor">Null for the product itself, or an account that is gone.</param>
/// <param name="Name">The term's name after the change, or before it when it went.</param>
/// <param name="Fields">What became of which field; none when the term came, went or was switched.</param>
/// <param name="MayBeUndone">Whether it is the last change of its term.</param>
public sealed record JournalRow(long Id, DateTimeOffset At, string? Actor, string Action, string TermId, TermKind? Kind, LocalizedName? Name, IReadOnlyList<FieldChange> Fields, bool MayBeUndone);

/// <param name="Field">One of <see cref="TermField"/>.</param>
public sealed record FieldChange(string Field, string Before, string After)
{
    /// <summary>Words of the field that went.</summary>
    public IReadOnlyList<string> Gone => Without(Before, After);

    /// <summary>Words of the field that came.</summary>
    public IReadOnlyList<string> Come => Without(After, Before);

    private static IReadOnlyList<string> Without(string these, string those) => [.. Words(these).Except(Words(those), StringComparer.Ordinal)];

    private static string[] Words(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
