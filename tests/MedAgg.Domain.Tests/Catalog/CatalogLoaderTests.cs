using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Taxonomy;
using MedAgg.Testing;

namespace MedAgg.Domain.Tests.Catalog;

public sealed class CatalogLoaderTests
{
    private const string Whole = """
        key: small
        title: {en: Small set, ru: Малый набор}
        description: {en: Ten images., ru: Десять снимков.}
        provider: zenodo
        modalities: [ct]
        areas: [chest]
        tasks: [segmentation]
        images: 10
        access: Open
        unverified: [images]
        """;

    private static readonly IReadOnlyList<CatalogEntry> Shipped = CatalogLoader.LoadShipped(TaxonomyLoader.LoadShipped());

    [Fact]
    public void The_shipped_catalogue_has_119_entries_with_stable_keys()
    {
        Assert.Equal(119, Shipped.Count);
        Assert.All(Shipped, entry => Assert.Matches("^[a-z0-9][a-z0-9-]*$", entry.Key));
        Assert.Equal(Shipped.Count, Shipped.Select(entry => entry.Key).Distinct().Count());
    }

    [Fact]
    public void Russian_texts_are_Russian_and_English_ones_are_not()
    {
        Assert.All(Shipped, entry => Assert.Matches("[а-яё]{3}", entry.Description.Ru));
        Assert.All(Shipped, entry => Assert.DoesNotMatch("[а-яё]{3}", entry.Description.En + entry.Title.En));
    }

    [Fact]
    public void Unknown_counts_stay_unknown()
    {
        DatasetCard card = CatalogLoader.Read("small.yaml", Whole, TaxonomyLoader.LoadShipped()).ToCard();
        Assert.Equal(10, card.Declared.Images);
        Assert.Null(card.Declared.Patients);
        Assert.Equal(["images"], card.Unverified);
    }

    [Theory]
    [InlineData("other.yaml", "key: small", "key: small", "not the file's name")]
    [InlineData("small.yaml", "modalities: [ct]", "modalities: [telepathy]", "no modality \"telepathy\"")]
    [InlineData("small.yaml", "areas: [chest]", "areas: [ct]", "no area \"ct\"")]
    [InlineData("small.yaml", ", ru: Малый набор", "", "English and Russian")]
    [InlineData("small.yaml", "provider: zenodo", "", "no provider")]
    [InlineData("small.yaml", "images: 10", "pictures: 10", "line 8")]
    [InlineData("small.yaml", "images: 10", "images: many", "line 8")]
    [InlineData("small.yaml", "images: 10", "images: [", "line")]
    public void A_wrong_file_is_refused_with_its_name_and_reason(string name, string replaced, string by, string reason)
    {
        RefusedException refused = Assert.Throws<RefusedException>(() => CatalogLoader.Read(name, Whole.Replace(replaced, by, StringComparison.Ordinal), TaxonomyLoader.LoadShipped()));
        Assert.Equal("CATALOGUE_INVALID", refused.Refusal.Code);
        Assert.StartsWith(name, refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fact_equals_the_collected_one_and_nothing_is_added()
    {
        string? facts = SharedData.Find("catalog-facts.jsonl");
        Assert.SkipWhen(facts is null, "The collected facts are not on this machine.");
        Dictionary<string, CatalogEntry> entries = Shipped.ToDictionary(entry => entry.Key);
        int seen = 0;
        foreach (string line in File.ReadLines(facts!))
        {
            using JsonDocument fact = JsonDocument.Parse(line);
            CatalogEntry entry = entries[Text(fact, "key")!];
            Assert.Equal(Text(fact, "title"), entry.Title.En);
            Assert.Equal(Text(fact, "url"), entry.Url);
            Assert.Equal(Text(fact, "provider"), entry.Provider);
            Assert.Equal(Text(fact, "licence"), entry.Licence);
            Assert.Equal(Text(fact, "citation"), entry.Citation);
            Assert.Equal(Number(fact, "patients"), entry.Patients);
            Assert.Equal(Number(fact, "studies"), entry.Studies);
            Assert.Equal(Number(fact, "images"), entry.Images);
            Assert.Equal(Number(fact, "volumes"), entry.Volumes);
            Assert.Equal(Number(fact, "size_bytes"), entry.SizeBytes);
            Assert.Equal(Number(fact, "year"), entry.Year);
            Assert.Equal(List(fact, "labels"), entry.Labels);
            Assert.Equal(List(fact, "formats"), entry.Formats);
            Assert.Equal(List(fact, "modalities"), entry.ModalityCodes);
            Assert.Equal(List(fact, "from_memory"), entry.Unverified);
            Assert.Equal(List(fact, "tasks").Length > 0, entry.Tasks.Count > 0);
            seen++;
        }

        Assert.Equal(entries.Count, seen);
    }

    private static string? Text(JsonDocument fact, string name) => fact.RootElement.GetProperty(name).GetString();

    private static long? Number(JsonDocument fact, string name) =>
        fact.RootElement.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static string[] List(JsonDocument fact, string name) =>
        fact.RootElement.GetProperty(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
