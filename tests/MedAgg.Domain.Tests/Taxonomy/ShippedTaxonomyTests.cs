using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Domain.Tests.Taxonomy;

public sealed class ShippedTaxonomyTests
{
    private static readonly TaxonomyModel Model = TaxonomyLoader.LoadShipped();

    [Theory]
    [InlineData(TermKind.Modality, "CR", "xray")]
    [InlineData(TermKind.Modality, "DX", "xray")]
    [InlineData(TermKind.Modality, "ct", "ct")]
    [InlineData(TermKind.Modality, "MG", "mammography")]
    [InlineData(TermKind.Modality, "MG (DBT)", "tomosynthesis")]
    [InlineData(TermKind.Modality, "SEG", "seg")]
    [InlineData(TermKind.Modality, "RTSTRUCT", "rtstruct")]
    [InlineData(TermKind.Modality, "OPT", "oct")]
    [InlineData(TermKind.Modality, "histology", "wsi")]
    [InlineData(TermKind.Modality, "multi", "several_modalities")]
    [InlineData(TermKind.Modality, "Компьютерная томография", "ct")]
    [InlineData(TermKind.Area, "multi", "several_areas")]
    [InlineData(TermKind.Area, "oesophagus", "esophagus")]
    [InlineData(TermKind.Area, "retina", "eye")]
    [InlineData(TermKind.Area, "hepatic vessel", "hepatic_vessel")]
    [InlineData(TermKind.Area, "лёгкие", "lung")]
    [InlineData(TermKind.Task, "report-generation", "report_generation")]
    [InlineData(TermKind.Task, "phrase-grounding", "phrase_grounding")]
    [InlineData(TermKind.Task, "regression", "quantification")]
    public void A_catalogue_value_finds_its_term(TermKind kind, string value, string id) =>
        Assert.Equal(id, Model.FindValue(kind, value)?.Id);

    [Theory]
    [InlineData(TermKind.Area, "CHEST", "chest")]
    [InlineData(TermKind.Area, "chest_to_pelvis", "chest")]
    [InlineData(TermKind.Area, "HEAD", "brain")]
    [InlineData(TermKind.Area, "BREAST", "breast")]
    [InlineData(TermKind.Area, "KNEE", "msk")]
    [InlineData(TermKind.Modality, "PT", "pet")]
    [InlineData(TermKind.Modality, "ES", "endoscopy")]
    public void A_dicom_value_finds_its_term(TermKind kind, string code, string id) =>
        Assert.Equal(id, Model.FindDicom(kind, code)?.Id);

    [Fact]
    public void An_unmapped_value_finds_nothing() => Assert.Null(Model.FindDicom(TermKind.Area, "LEFT SOMETHING"));

    [Fact]
    public void Descent_and_implication_are_followed()
    {
        Assert.True(Model.IsWithin("tomosynthesis", "mammography"));
        Assert.False(Model.IsWithin("mammography", "tomosynthesis"));
        Assert.Contains("ldct", Model.WithDescendants("ct").Select(t => t.Id));
        Assert.Equal(["breast"], Model.Implied("tomosynthesis").Select(t => t.Id).Distinct());
        Assert.Equal(["lung", "chest"], Model.Ancestors("lung_lobe").Select(t => t.Id));
    }

    [Fact]
    public void A_name_is_shown_in_the_language_of_the_culture()
    {
        Assert.Equal("КТ", Model.Find("ct")!.Badge!.In(CultureInfo.GetCultureInfo("ru-RU")));
        Assert.Equal("Lung", Model.Find("lung")!.Name.In(CultureInfo.GetCultureInfo("en-GB")));
    }

    [Fact]
    public void Every_value_of_the_seed_facts_has_a_term()
    {
        string path = Path.Combine(SharedData.Folder(), "catalog-facts.jsonl");
        if (!File.Exists(path)) Assert.Skip($"{path} is not here.");

        List<string> missing = [];
        foreach (string line in File.ReadLines(path))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            Collect(row, "modalities", TermKind.Modality, missing);
            Collect(row, "anatomy", TermKind.Area, missing);
            Collect(row, "tasks", TermKind.Task, missing);
        }

        Assert.Empty(missing.Distinct());
    }

    private static void Collect(JsonDocument row, string property, TermKind kind, List<string> missing)
    {
        foreach (JsonElement value in row.RootElement.GetProperty(property).EnumerateArray())
            if (Model.FindValue(kind, value.GetString()!) is null) missing.Add($"{kind}: {value}");
    }
}
