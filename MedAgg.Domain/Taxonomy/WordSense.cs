namespace MedAgg.Domain.Taxonomy;

/// <summary>Ordinary words of both languages that mean the same to somebody who looks for data: "annotated" and «размеченный». No term, no facet, only a bridge for search.</summary>
/// <param name="Words">Words and short phrases in their common form, at least one a language; inflection is the analyzer's work.</param>
public sealed record WordSense(TermWords Words)
{
    /// <summary>The first English word: it names the sense where a name is needed.</summary>
    public string Name => Words.En[0];
}
