using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Search.Catalog;

namespace MedAgg.Search.Tests.Catalog;

/// <summary>What changes in the index, who may see it, and what is like it.</summary>
public sealed class IndexFreshnessTests
{
    private static readonly DatasetSearch Search = ShippedCatalogue.Search;

    [Fact]
    public void Similar_datasets_share_what_they_show()
    {
        IReadOnlyList<SearchHit> similar = Search.Similar("lidc-idri", [], 6);
        Assert.Equal(6, similar.Count);
        Assert.DoesNotContain(similar, s => s.Slug == "lidc-idri");
        Assert.All(similar, s => Assert.True(s.Reasons.Count >= 2));
        Assert.Contains(similar, s => s.Reasons.Any(r => r.Value == "lung_nodule"));
        Assert.Contains(similar.Take(3), s => s.Reasons.Any(r => r.Value == "ct")); // mainly CT, though it has radiographs
        Assert.Empty(Search.Similar("no-such-dataset", [], 6));
    }

    [Fact]
    public void Similar_datasets_are_only_those_that_the_viewer_may_see()
    {
        DatasetIndex index = ShippedCatalogue.NewIndex();
        IndexEntry twin = ShippedCatalogue.Entries.Single(e => e.Slug == "lidc-idri") with { Slug = "hidden-twin", Audience = "team:7" };
        index.Upsert(twin);
        DatasetSearch search = new(index);
        Assert.DoesNotContain(search.Similar("lidc-idri", [], 50), s => s.Slug == "hidden-twin");
        Assert.Equal("hidden-twin", search.Similar("lidc-idri", ["team:7"], 50)[0].Slug);
        Assert.Empty(search.Similar("hidden-twin", [], 5));
        Assert.Equal("lidc-idri", search.Similar("hidden-twin", ["team:7"], 5)[0].Slug);
    }

    [Fact]
    public void What_only_a_team_may_see_is_found_by_the_team_only()
    {
        DatasetIndex index = ShippedCatalogue.NewIndex();
        index.Upsert(new IndexEntry { Slug = "secret", Title = new LocalizedText { En = "Secret CT" }, Description = new LocalizedText(), Modalities = ["ct"], Audience = "team:7" });
        DatasetSearch search = new(index);

        Assert.Equal(0, search.Search(new SearchRequest { Text = "secret" }).Total);
        Assert.Equal(0, search.Search(new SearchRequest { Text = "secret", Audiences = ["team:8"] }).Total);
        Assert.Equal("secret", Assert.Single(search.Search(new SearchRequest { Text = "secret", Audiences = ["team:7"] }).Hits).Slug);
        Assert.Equal(ShippedCatalogue.Entries.Count, search.Search(new SearchRequest()).Total);
        Assert.DoesNotContain(search.Suggest("secret", "en", 10), s => s.Id == "secret");
    }

    [Fact]
    public void A_change_is_visible_at_once()
    {
        DatasetIndex index = ShippedCatalogue.NewIndex();
        DatasetSearch search = new(index);
        IndexEntry entry = ShippedCatalogue.Entries[0];

        index.Upsert(entry with { Title = new LocalizedText { En = "Zebrafish atlas", Ru = "Атлас рыбок" }, Modalities = ["mri"] });
        Assert.Equal(entry.Slug, Assert.Single(search.Search(new SearchRequest { Text = "zebrafish" }).Hits).Slug);
        Assert.Equal(ShippedCatalogue.Entries.Count, index.Count);

        index.Remove(entry.Slug);
        Assert.Equal(0, search.Search(new SearchRequest { Text = "zebrafish" }).Total);
        Assert.Equal(ShippedCatalogue.Entries.Count - 1, search.Search(new SearchRequest()).Total);
    }

    [Fact]
    public void Another_taxonomy_is_learned_at_once()
    {
        DatasetIndex index = ShippedCatalogue.NewIndex();
        DatasetSearch search = new(index);
        Assert.Empty(search.Search(new SearchRequest { Text = "просвечивание" }).Understood);

        index.Learn(new([.. ShippedCatalogue.Taxonomy.Terms.Select(t => t.Id == "xray" ? t with { Synonyms = new(t.Synonyms.En, [.. t.Synonyms.Ru, "просвечивание"]) } : t)]));

        Assert.Equal("xray", Assert.Single(search.Search(new SearchRequest { Text = "просвечивание" }).Understood).Id);
        Assert.True(search.Search(new SearchRequest { Text = "просвечивание" }).Total > 20);
    }
}
