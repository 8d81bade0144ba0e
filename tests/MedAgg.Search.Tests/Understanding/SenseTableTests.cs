using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Catalog;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Tests.Understanding;

/// <summary>Ordinary words that mean the same in both languages.</summary>
public sealed class SenseTableTests
{
    private static readonly QueryUnderstanding Understanding = new(TaxonomyLoader.LoadShipped());

    [Fact]
    public void No_word_has_two_senses() =>
        Assert.Empty(new SenseTable(WordSenseLoader.LoadShipped()).Conflicts.Select(c => $"{c.Phrase}: {c.First.Name} / {c.Second.Name}"));

    [Theory]
    [InlineData("размеченные испанскими врачами", "annotated spanish physician")]
    [InlineData("labelled by Spanish doctors", "annotated spanish physician")]
    [InlineData("органы риска", "organs at risk")]
    [InlineData("organs at risk", "organs at risk")]
    [InlineData("боль в груди", "chest pain")]
    [InlineData("chest pain", "chest pain")]
    [InlineData("многоцентровое", "multi-centre")]
    [InlineData("multi-center multicentre", "multi-centre multi-centre")]
    [InlineData("киста", "cyst")]
    [InlineData("ранняя", "early")]
    public void Words_of_both_languages_have_one_sense(string question, string senses) =>
        Assert.Equal(senses, string.Join(' ', Understanding.Understand(question).Words.Select(w => w.Sense)));

    [Fact]
    public void A_word_of_one_language_finds_texts_of_the_other()
    {
        DatasetIndex index = new(TaxonomyLoader.LoadShipped());
        index.Replace([Entry("a", "Chest CT with reports in Spanish"), Entry("b", "Chest CT with reports in Turkish"), Entry("c", "КТ грудной клетки с протоколами на испанском языке", isRussian: true)]);
        DatasetSearch search = new(index);

        Assert.Equal(["a", "c"], search.Search(new SearchRequest { Text = "испанский" }).Hits.Select(h => h.Slug).Order());
        Assert.Equal(["a", "c"], search.Search(new SearchRequest { Text = "spanish" }).Hits.Select(h => h.Slug).Order());
    }

    [Fact]
    public void A_word_of_the_other_language_is_marked_in_the_snippet()
    {
        DatasetIndex index = new(TaxonomyLoader.LoadShipped());
        index.Replace([Entry("a", "Chest CT with reports in Spanish")]);

        SearchHit hit = Assert.Single(new DatasetSearch(index).Search(new SearchRequest { Text = "испанский", Language = "en" }).Hits);

        Assert.Equal("Spanish", Assert.Single(hit.Snippet!, part => part.IsMatch).Text);
    }

    private static IndexEntry Entry(string slug, string description, bool isRussian = false) => new()
    {
        Slug = slug,
        Title = new() { En = slug, Ru = slug },
        Description = isRussian ? new() { Ru = description } : new() { En = description },
    };
}
