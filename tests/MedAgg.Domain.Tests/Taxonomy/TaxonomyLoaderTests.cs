using MedAgg.Domain.Taxonomy;

namespace MedAgg.Domain.Tests.Taxonomy;

public sealed class TaxonomyLoaderTests
{
    private const string Lung = "  - id: lung\n    name: {en: Lung, ru: Лёгкие}\n";

    [Theory]
    [InlineData(Lung + Lung, 5, "is there twice")]
    [InlineData(Lung + "    parent: chest\n", 3, "its parent \"chest\" does not exist")]
    [InlineData(Lung + "    parent: lung\n", 3, "its own ancestor")]
    [InlineData(Lung + "    colour: red\n", 5, "Key \"colour\" is unknown")]
    [InlineData(Lung + "    synonyms: {de: [Lunge]}\n", 5, "Language \"de\" is unknown")]
    [InlineData(Lung + "    synonyms: {en: pulmonary}\n", 5, "A list in brackets")]
    [InlineData(Lung + "    implies: {modality: [ct]}\n", 3, "implies \"ct\", which does not exist")]
    [InlineData(Lung + "    ambiguous: {en: [L]}\n", 3, "no context that would settle them")]
    [InlineData(Lung + "  - id: heart\n    name: {en: Heart, ru: Сердце}\n    synonyms: {en: [LUNG]}\n", 5, "already means \"lung\"")]
    [InlineData(Lung + "    dicom: [LUNG]\n  - id: heart\n    name: {en: Heart, ru: Сердце}\n    dicom: [Lung]\n", 6, "Value \"Lung\" of \"heart\" already means \"lung\"")]
    [InlineData("  - id: Lung\n    name: {en: Lung, ru: Лёгкие}\n", 3, "lower-case letters")]
    [InlineData("  - id: lung\n    name: {en: Lung}\n", 3, "a name in both languages")]
    [InlineData("  - name: {en: Lung, ru: Лёгкие}\n", 3, "has no id")]
    public void A_bad_file_is_refused_with_file_and_line(string terms, int line, string says)
    {
        TaxonomyReading reading = TaxonomyLoader.ReadTexts([("areas.yaml", "kind: area\nterms:\n" + terms)]);

        Assert.False(reading.IsRead);
        Assert.Contains(reading.Problems, p => p.File == "areas.yaml" && p.Line == line && p.Message.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kind: organ\nterms: []\n", "Kind \"organ\" is unknown")]
    [InlineData("terms: []\n", "needs \"kind\" and \"terms\"")]
    [InlineData("kind: area\nterms: none\n", "\"terms\" is a list")]
    [InlineData("- kind\n", "one mapping")]
    [InlineData("kind: [\n", "not YAML")]
    [InlineData("kind: &a [x]\nterms: [*a, *a]\n", "Aliases")]
    [InlineData("kind: [[[[[[[[[[[[[[area]]]]]]]]]]]]]]\n", "levels")]
    [InlineData("", "one mapping")]
    public void A_file_of_another_shape_is_refused(string text, string says)
    {
        TaxonomyReading reading = TaxonomyLoader.ReadTexts([("areas.yaml", text)]);

        Assert.False(reading.IsRead);
        Assert.Contains(reading.Problems, p => p.Message.Contains(says, StringComparison.Ordinal));
        TaxonomyException thrown = Assert.Throws<TaxonomyException>(reading.Require);
        Assert.Contains("areas.yaml:", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_problems_and_never_thrown()
    {
        Random random = new(7);
        string whole = TaxonomyWriter.Write(TaxonomyLoader.LoadShipped()).First(file => file.Name == "tasks.yaml").Text;
        for (int round = 0; round < 400; round++)
        {
            char[] damaged = [.. whole.AsSpan(0, random.Next(20, Math.Min(whole.Length, 900)))];
            for (int i = 0; i < 3; i++)
                damaged[random.Next(damaged.Length)] = "[]{}#:,&*!|>'\"%@`-? \n\t"[random.Next(22)];
            Assert.NotNull(TaxonomyLoader.ReadTexts([("tasks.yaml", new string(damaged))]));
        }
    }

    [Fact]
    public void A_word_of_two_files_is_refused_where_it_is_met_again()
    {
        TaxonomyReading reading = TaxonomyLoader.ReadTexts([
            ("areas.yaml", "kind: area\nterms:\n" + Lung),
            ("tasks.yaml", "kind: task\nterms:\n  - id: breathing\n    name: {en: Breathing, ru: Дыхание}\n    synonyms: {ru: [легкие]}\n")]);

        TaxonomyProblem problem = Assert.Single(reading.Problems);
        Assert.Equal(("tasks.yaml", 3), (problem.File, problem.Line));
    }

    [Fact]
    public void What_is_written_reads_back_equal()
    {
        TaxonomyModel shipped = TaxonomyLoader.LoadShipped();

        TaxonomyModel again = TaxonomyLoader.ReadTexts(TaxonomyWriter.Write(shipped)).Require();

        foreach (TermKind kind in Enum.GetValues<TermKind>())
            Assert.Equal(shipped.OfKind(kind), again.OfKind(kind), SameTerm);
        Assert.Equal(TaxonomyWriter.Write(shipped), TaxonomyWriter.Write(again));
    }

    private static bool SameTerm(Term a, Term b) =>
        a with { Synonyms = TermWords.None, Abbreviations = TermWords.None, Ambiguous = TermWords.None, Context = [], Implies = [], Dicom = [], Values = [] } ==
        b with { Synonyms = TermWords.None, Abbreviations = TermWords.None, Ambiguous = TermWords.None, Context = [], Implies = [], Dicom = [], Values = [] }
        && a.Synonyms.All.SequenceEqual(b.Synonyms.All) && a.Abbreviations.All.SequenceEqual(b.Abbreviations.All)
        && a.Ambiguous.All.SequenceEqual(b.Ambiguous.All) && a.Context.SequenceEqual(b.Context)
        && a.Implies.SequenceEqual(b.Implies) && a.Dicom.SequenceEqual(b.Dicom) && a.Values.SequenceEqual(b.Values);
}
