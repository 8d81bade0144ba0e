using System.Text.Json;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Understanding;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class ParsedQueryTests
{
    private static readonly QueryUnderstanding Understanding = new(TaxonomyLoader.LoadShipped());

    [Fact]
    public void The_contract_has_slots_the_correction_and_the_words_left()
    {
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(ParsedQuery.Of(Understanding.Understand("пневманния рентген из Казани без туберкулёза")), JsonOutput.Options));
        JsonElement root = json.RootElement;

        Assert.Equal(["modality", "area", "pathology", "task"], root.GetProperty("slots").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["xray"], Strings(root.GetProperty("slots").GetProperty("modality")));
        Assert.Equal(["pneumonia"], Strings(root.GetProperty("slots").GetProperty("pathology")));
        Assert.Equal(["tuberculosis"], Strings(root.GetProperty("excluded").GetProperty("pathology")));
        Assert.Equal(["lung"], Strings(root.GetProperty("implied").GetProperty("area")));
        Assert.Equal(["Казани"], Strings(root.GetProperty("terms")));
        Assert.StartsWith("пневмони", root.GetProperty("corrected").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_taken_as_it_stands_says_null()
    {
        string json = JsonSerializer.Serialize(ParsedQuery.Of(Understanding.Understand("CT")), JsonOutput.Options);

        Assert.Contains("\"corrected\":null", json, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(value => value.GetString());
}
