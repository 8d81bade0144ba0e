using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Wording;

namespace MedAgg.Jobs.Tests.Reports;

public sealed class ReportWordsTests
{
    private static readonly ReportWords Russian = new("ru");
    private static readonly ReportWords English = new("en");

    [Fact]
    public void Numbers_are_written_as_the_product_writes_them()
    {
        Assert.Equal(("5\u202F030", "5,030"), (Russian.Whole(5030), English.Whole(5030)));
        Assert.Equal(("62,5\u202F%", "62.5%"), (Russian.Percent(0.625), English.Percent(0.625)));
        Assert.Equal(("0,958 (0,942–0,972)", "0.958 (0.942–0.972)"), (Russian.Within(0.9584, 0.9421, 0.9719), English.Within(0.9584, 0.9421, 0.9719)));
        Assert.Equal(("−0,172", "+0.414"), (Russian.Difference(-0.172), English.Difference(0.414)));
        Assert.Equal(("p < 0,001", "p = 0.606", "p –"), (Russian.PValue(0.00002), English.PValue(0.6062), English.PValue(null)));
        Assert.Equal("–", Russian.Share(double.NaN));
    }

    [Theory]
    [InlineData("probe_not_beaten", "0.701|0.873|0.0000", "0,701", "p < 0,001")]
    [InlineData("probe_tells", "0.612|brightness, age|0.633|0.544", "0,612", "средняя яркость, возраст, лет")]
    [InlineData("probe_missing", "PROBE_NO_FACTS: No fact besides the image differs between cases.", "Пробы метаданных нет", "случаи ничем не различаются")]
    [InlineData("probe_missing", "PROBE_OF_TOMORROW: Not known yet.", "Пробы метаданных нет", "Not known yet")]
    [InlineData("baseline_wins", "0.952|0.956|0.6251", "0,956", "p = 0,625")]
    public void A_caveat_is_said_with_the_readers_numbers_and_words(string code, string values, string number, string words)
    {
        string said = Russian.Of(new Caveat(code, CaveatLevel.Red, values.Split('|')));
        Assert.Contains(number, said, StringComparison.Ordinal);
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_word_exists_in_both_languages_with_the_same_places()
    {
        Assert.All(ReportVocabulary.All, word =>
        {
            Assert.NotEqual("", word.Value.En);
            Assert.NotEqual("", word.Value.Ru);
            for (int place = 0; place < 8; place++)
                Assert.Equal(word.Value.En.Contains($"{{{place}}}", StringComparison.Ordinal), word.Value.Ru.Contains($"{{{place}}}", StringComparison.Ordinal));
        });
    }
}
