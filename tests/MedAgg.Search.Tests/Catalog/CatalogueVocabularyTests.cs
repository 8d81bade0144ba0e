using MedAgg.Domain.Catalog;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Tests.Catalog;

/// <summary>Every value that the seeded catalogue carries has its term; every word of its labels can be asked for in both languages.</summary>
public sealed class CatalogueVocabularyTests
{
    private static readonly TaxonomyModel Taxonomy = TaxonomyLoader.LoadShipped();
    private static readonly QueryUnderstanding Understanding = new(Taxonomy);
    private static readonly IReadOnlyList<CatalogEntry> Entries = CatalogLoader.LoadShipped(Taxonomy);

    [Fact]
    public void Every_stated_value_has_a_term_of_its_kind()
    {
        Assert.NotEmpty(Entries);
        Assert.All(Entries, entry =>
        {
            Assert.All(entry.Modalities, id => Assert.Equal(TermKind.Modality, Taxonomy.Find(id)?.Kind));
            Assert.All(entry.Areas, id => Assert.Equal(TermKind.Area, Taxonomy.Find(id)?.Kind));
            Assert.All(entry.Pathologies, id => Assert.Equal(TermKind.Pathology, Taxonomy.Find(id)?.Kind));
            Assert.All(entry.Tasks, id => Assert.Equal(TermKind.Task, Taxonomy.Find(id)?.Kind));
        });
    }

    [Fact]
    public void Every_code_of_a_source_has_a_modality() =>
        Assert.Empty(Entries.SelectMany(e => e.ModalityCodes).Distinct().Where(code => Taxonomy.FindValue(TermKind.Modality, code) is null));

    [Fact]
    public void Every_label_has_a_term_or_a_word_in_both_languages()
    {
        IEnumerable<string> unknown =
            from entry in Entries
            let stated = (string[])[.. entry.Modalities, .. entry.Areas, .. entry.Pathologies, .. entry.Tasks]
            from label in entry.Labels
            let reading = Understanding.Read(label, stated)
            let places = reading.Terms.Concat(reading.Senses)
            from token in QuestionToken.AllOf(label)
            where !token.IsGlue && !IsSameInBothLanguages(token) && !places.Any(p => p.Start <= token.Place.Start && token.Place.End <= p.End)
            select $"{token.Text} ({label})";

        Assert.Empty(unknown.Distinct());
    }

    // Numbers, codes, names of scales and genes; words of asking, of denial and units.
    private static bool IsSameInBothLanguages(QuestionToken token) =>
        token.HasDigit || (token.IsUpper && token.Text.Length <= 6) || token.Text.Length == 1 || KnownWords.IsAsking(token) || token.Folded is "no" or "non" or "mm" or "mesh" or "fleischner";
}
