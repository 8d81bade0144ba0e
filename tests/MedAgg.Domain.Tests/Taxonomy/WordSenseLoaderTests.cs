using MedAgg.Domain.Taxonomy;

namespace MedAgg.Domain.Tests.Taxonomy;

public sealed class WordSenseLoaderTests
{
    private const string Head = "kind: words\nwords:\n";
    private const string Label = "  - {en: [label, annotation], ru: [разметка]}\n";

    [Theory]
    [InlineData(Head + Label + "  - {en: [annotation], ru: [пометка]}\n", 4, "\"annotation\" already stands in data.yaml:3")]
    [InlineData(Head + Label + "  - {en: [Label], ru: [пометка]}\n", 4, "\"Label\" already stands")]
    [InlineData(Head + Label + "  - {en: [mark], ru: [РАЗМЕТКА]}\n", 4, "already stands")]
    [InlineData(Head + "  - {en: [label]}\n", 3, "words in both languages")]
    [InlineData(Head + "  - {en: [label], ru: []}\n", 3, "words in both languages")]
    [InlineData(Head + "  - {en: [label], ru: [разметка], de: [Etikett]}\n", 3, "Language \"de\" is unknown")]
    [InlineData(Head + "  - {en: label, ru: [разметка]}\n", 3, "A list in brackets")]
    [InlineData(Head + "  - {en: [[label]], ru: [разметка]}\n", 3, "A word is wanted")]
    [InlineData(Head + "  - {en: ['--'], ru: [разметка]}\n", 3, "A word is wanted")]
    [InlineData(Head + "  - label\n", 3, "under \"en\" and \"ru\"")]
    [InlineData("kind: area\nwords: []\n", 1, "kind: words")]
    [InlineData("kind: words\nwords: label\n", 1, "the list \"words\"")]
    [InlineData("", 1, "one mapping")]
    [InlineData("kind: [\n", 2, "not YAML")]
    public void A_bad_list_is_refused_with_file_and_line(string text, int line, string says)
    {
        WordSenseReading reading = WordSenseLoader.ReadTexts([("data.yaml", text)]);

        Assert.Empty(reading.Senses);
        TaxonomyProblem problem = Assert.Single(reading.Problems);
        Assert.Equal(("data.yaml", line), (problem.File, problem.Line));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_of_two_files_is_refused_where_it_is_met_again()
    {
        WordSenseReading reading = WordSenseLoader.ReadTexts([("data.yaml", Head + Label), ("general.yaml", Head + "  - {en: [label], ru: [метка]}\n")]);

        Assert.Equal(new TaxonomyProblem("general.yaml", 3, "\"label\" already stands in data.yaml:3."), Assert.Single(reading.Problems));
    }

    [Fact]
    public void Good_lists_follow_one_another()
    {
        WordSenseReading reading = WordSenseLoader.ReadTexts([("data.yaml", Head + Label), ("general.yaml", Head + "  - {en: [free], ru: [бесплатный]}\n")]);

        Assert.Empty(reading.Problems);
        Assert.Equal(["label", "free"], reading.Senses.Select(s => s.Name));
    }

    [Fact]
    public void Shipped_lists_have_no_problems() => Assert.True(WordSenseLoader.LoadShipped().Count > 10);
}
