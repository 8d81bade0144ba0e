using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Tests.Understanding;

/// <summary>Ordinary words that mean the same in both languages.</summary>
public sealed class SenseTableTests
{
    private static readonly QueryUnderstanding Understanding = new(TaxonomyLoader.LoadShipped());

    [Fact]
    public void No_word_has_two_senses() =>
        Assert.Empty(new SenseTable(WordSenseLoader.LoadShipped()).Conflicts.Select(c => $"{c.Phrase}: {c.First.Name} / {c.Second.Name}"));
}
