namespace MedAgg.Web.Features.Catalog;

/// <summary>One line of a dataset's passport: what is known and how well.</summary>
/// <param name="Key">Stable word of the fact, for example <c>patients</c>; the card's list of unchecked facts uses the same.</param>
/// <param name="Standing">Measured, declared, unverified or unknown.</param>
public abstract record PassportFact(string Key, FactStanding Standing)
{
    /// <summary>A count, or bytes for <c>size_bytes</c>.</summary>
    public sealed record Number(string Key, Figure Figure) : PassportFact(Key, Figure.Standing);

    /// <summary>Values of a facet, each a link to a search.</summary>
    public sealed record Values(string Key, FactStanding Standing, string Facet, IReadOnlyList<string> Items) : PassportFact(Key, Standing);

    /// <summary>Words of the source.</summary>
    public sealed record Words(string Key, FactStanding Standing, IReadOnlyList<string> Items) : PassportFact(Key, Standing);
}
