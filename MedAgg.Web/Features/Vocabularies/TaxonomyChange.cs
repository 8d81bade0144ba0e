using MedAgg.Domain.Taxonomy;

namespace MedAgg.Web.Features.Vocabularies;

/// <summary>What an administrator wants of the taxonomy.</summary>
public sealed record TaxonomyChange
{
    /// <summary>Terms as they are to be; an id that is in use is replaced, another one is added.</summary>
    public IReadOnlyList<TermSource> Put { get; init; } = [];

    /// <summary>Ids that are to be taken out of use.</summary>
    public IReadOnlyCollection<string> Removed { get; init; } = [];

    /// <summary>Ids that are to be as the shipped files have them.</summary>
    public IReadOnlyCollection<string> Restored { get; init; } = [];

    /// <summary>One term, as a form gives it.</summary>
    public static TaxonomyChange Of(Term term) => new() { Put = [new TermSource(term, term.Id, 0)] };
}
