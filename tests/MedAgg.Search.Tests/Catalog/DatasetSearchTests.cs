using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Search.Catalog;

namespace MedAgg.Search.Tests.Catalog;

public sealed class DatasetSearchTests
{
    private static readonly DatasetSearch Search = ShippedCatalogue.Search;

    [Theory]
    [InlineData("LIDC-IDRI", "lidc-idri")]
    [InlineData("lidc idri", "lidc-idri")]
    [InlineData("LUNA16", "luna16")]
    [InlineData("luna 16", "luna16")]
    [InlineData("chest x-ray 14", "nih-chestxray14")]
    [InlineData("chestxray14", "nih-chestxray14")]
    [InlineData("ChestX-ray14", "nih-chestxray14")]
    [InlineData("mos med data", "mosmeddata")]
    [InlineData("CheXprt", "chexpert")]
    [InlineData("camelyon 16", "camelyon")]
    [InlineData("fetal planes", "fetal-planes-db")]
    [InlineData("chexp", "chexpert")]
    public void A_known_dataset_is_found_first_however_its_name_is_typed(string text, string slug) =>
        Assert.Contains(slug, Slugs(text, 3));

    [Theory]
    [InlineData("КТ лёгких сегментация", "CT lung segmentation")]
    [InlineData("маммография рак молочной железы", "mammography breast cancer")]
    [InlineData("пневмония на рентгене грудной клетки", "pneumonia chest x-ray")]
    [InlineData("УЗИ молочной железы", "breast ultrasound")]
    [InlineData("опухоль головного мозга МРТ сегментация", "brain tumor MRI segmentation")]
    [InlineData("переломы рёбер КТ", "rib fractures CT")]
    [InlineData("диабетическая ретинопатия", "diabetic retinopathy")]
    [InlineData("тромбоэмболия лёгочной артерии", "pulmonary embolism")]
    [InlineData("ковид КТ", "covid CT")]
    [InlineData("рак предстательной железы гистология", "prostate cancer histology")]
    public void The_same_need_in_both_languages_finds_the_same(string russian, string english)
    {
        Assert.NotEmpty(Slugs(russian, 10));
        Assert.Equal(Slugs(english, 10), Slugs(russian, 10));
    }

    [Fact]
    public void Every_facet_count_is_the_total_that_its_choice_gives()
    {
        foreach (SearchRequest request in new[]
        {
            new SearchRequest(),
            new SearchRequest { Text = "КТ лёгких" },
            new SearchRequest { Text = "chest", Filters = Filter(FacetName.Size, "10g..100g", FacetName.NotStated) },
            new SearchRequest { Filters = Filter(FacetName.Images, "500..5k", "1k..10k") },
            new SearchRequest { Text = "segmentation", Filters = Filter(FacetName.Modality, "ct", "mri") },
            new SearchRequest { Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetName.Licence] = [FacetName.NotStated], [FacetName.Area] = ["lung"] } },
        })
        {
            foreach ((string facet, IReadOnlyList<FacetCount> counts) in Search.Search(request).Facets)
            {
                foreach (FacetCount count in counts)
                {
                    Dictionary<string, IReadOnlyList<string>> filters = new(request.Filters) { [facet] = [count.Value] };
                    Assert.Equal((facet, count.Value, count.Count), (facet, count.Value, Search.Search(request with { Filters = filters }).Total));
                }
            }
        }
    }

    [Fact]
    public void Counts_are_those_of_the_entries()
    {
        SearchAnswer answer = Search.Search(new SearchRequest { Filters = Filter(FacetName.Format, "DICOM") });

        IndexEntry[] expected = [.. ShippedCatalogue.Entries.Where(e => e.Formats.Contains("DICOM"))];
        Assert.Equal(expected.Length, answer.Total);
        Assert.Equal(expected.Sum(e => e.Images ?? 0), answer.Totals.Images);
        Assert.Equal(expected.Count(e => e.SizeBytes is not null), answer.Totals.BytesStatedIn);
        Assert.Equal(ShippedCatalogue.Entries.Count, Search.Search(new SearchRequest()).Total);
        Assert.Equal(ShippedCatalogue.Entries.Count(e => e.Year is null), answer.Facets[FacetName.Year].Where(f => f.Value == FacetName.NotStated).Sum(f => f.Count));
        Assert.Contains(answer.Facets[FacetName.Inspected], f => f.Value == "no");
    }

    [Theory]
    [InlineData(FacetName.Images, "1k..10k", 1_000, 10_000)]
    [InlineData(FacetName.Images, "500..5000", 500, 5_000)]
    [InlineData(FacetName.Patients, "..100", 0, 100)]
    [InlineData(FacetName.Year, "2019..2021", 2019, 2021)]
    public void A_range_chooses_the_numbers_inside(string facet, string range, long from, long to)
    {
        IndexEntry[] expected = [.. ShippedCatalogue.Entries.Where(e => Stated(e) is { } number && number >= from && number < to)];

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(e => e.Slug).Order(), Search.Search(new SearchRequest { Filters = Filter(facet, range), Take = 200 }).Hits.Select(h => h.Slug).Order());

        long? Stated(IndexEntry e) => facet switch
        {
            FacetName.Images => e.Images,
            FacetName.Patients => e.Patients,
            _ => e.Year,
        };
    }

    [Fact]
    public void Ranges_stand_in_their_order_and_the_missing_numbers_last()
    {
        IReadOnlyList<FacetCount> counts = Search.Search(new SearchRequest()).Facets[FacetName.Images];

        Assert.Equal(["..1k", "1k..10k", "10k..100k", "100k..1m", "1m..", FacetName.NotStated], counts.Select(c => c.Value));
        Assert.Equal(ShippedCatalogue.Entries.Count, counts.Sum(c => c.Count));
    }

    [Fact]
    public void Similar_datasets_share_what_is_rare()
    {
        IReadOnlyList<SearchHit> similar = Search.Similar("luna16", [], 5);

        Assert.Equal(5, similar.Count);
        Assert.DoesNotContain(similar, h => h.Slug == "luna16");
        Assert.All(similar.Take(4), h => Assert.Contains(h.Reasons, r => r.Value == "lung_nodule"));
        Assert.Equal("montgomery-tb", Search.Similar("shenzhen-tb", [], 1)[0].Slug);
        Assert.Empty(Search.Similar("no-such-dataset", [], 5));
    }

    [Fact]
    public void Text_is_taken_as_it_stands_when_asked()
    {
        SearchRequest request = new() { Text = "пневманния" };

        Assert.NotNull(Search.Search(request).Corrected);
        Assert.True(Search.Search(request).Total > 0);
        Assert.Null(Search.Search(request with { IsVerbatim = true }).Corrected);
        Assert.Equal(0, Search.Search(request with { IsVerbatim = true }).Total);
    }

    [Fact]
    public void The_journey_begins_with_mammography_and_cancer() => Assert.Contains("cmmd", Slugs("маммография рак", 5));

    [Fact]
    public void A_wider_term_finds_what_lies_below_it()
    {
        string[] chest = Slugs("chest CT", 200);

        Assert.All(Slugs("lung CT", 200), slug => Assert.Contains(slug, chest));
        Assert.Contains("bcs-dbt", Slugs("маммография", 200));
    }

    [Fact]
    public void An_excluded_term_leaves_out_what_states_it()
    {
        string[] without = Slugs("рентген грудной клетки без пневмонии", 200);

        Assert.NotEmpty(without);
        Assert.All(without, slug => Assert.DoesNotContain("pneumonia", Entry(slug).Pathologies));
        Assert.True(without.Length < Slugs("рентген грудной клетки", 200).Length);
    }

    [Fact]
    public void A_phrase_must_stand_as_it_is()
    {
        Assert.Contains("nih-chestxray14", Slugs("\"bounding boxes\"", 200));
        Assert.All(Slugs("\"bounding boxes\"", 200), slug => Assert.Contains("bounding box", Entry(slug).Description.En + Entry(slug).Title.En, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(Slugs("\"boxes bounding\"", 200));
        Assert.DoesNotContain("nih-chestxray14", Slugs("chest x-ray -\"bounding boxes\"", 200));
    }

    [Fact]
    public void A_hit_tells_why_and_what_it_lacks()
    {
        SearchHit hit = Search.Search(new SearchRequest { Text = "chest x-ray pneumothorax NIH unheardofword" }).Hits.First(h => h.Slug == "nih-chestxray14");

        Assert.Contains(new MatchReason("modality", "cxr", IsTerm: true), hit.Reasons);
        Assert.Contains(new MatchReason("pathology", "pneumothorax", IsTerm: true), hit.Reasons);
        Assert.Contains(new MatchReason("title", "NIH", IsTerm: false), hit.Reasons);
        Assert.Contains(hit.Reasons, r => r is { IsMissing: true, Value: "unheardofword" });
    }

    [Theory]
    [InlineData("ru", "пневмоторакс")]
    [InlineData("en", "pneumothorax")]
    public void A_snippet_marks_the_match_in_the_language_of_the_page(string language, string marked)
    {
        SearchHit hit = Search.Search(new SearchRequest { Text = "рентген пневмоторакс NIH", Language = language }).Hits.First(h => h.Slug == "nih-chestxray14");

        Assert.Contains(hit.Snippet!, p => p.IsMatch && p.Text.Contains(marked, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Without_hits_the_condition_that_helps_most_is_named()
    {
        SearchAnswer answer = Search.Search(new SearchRequest { Text = "маммография", Filters = Filter(FacetName.Area, "brain") });

        Assert.Equal(0, answer.Total);
        Assert.NotNull(answer.Relaxation);
        Assert.True(answer.Relaxation.Total > 0);
        int withoutArea = Search.Search(new SearchRequest { Text = "маммография" }).Total;
        int withoutText = Search.Search(new SearchRequest { Filters = Filter(FacetName.Area, "brain") }).Total;
        Assert.Equal(Math.Max(withoutArea, withoutText), answer.Relaxation.Total);
    }

    [Fact]
    public void A_word_nobody_has_finds_nothing() => Assert.Equal(0, Search.Search(new SearchRequest { Text = "qqqwwweee" }).Total);

    [Fact]
    public void Words_of_which_some_are_missing_still_find()
    {
        SearchAnswer answer = Search.Search(new SearchRequest { Text = "Stanford qqqwwweee" });

        Assert.True(answer.Total > 0);
        Assert.All(answer.Hits, h => Assert.Contains(h.Reasons, r => r.IsMissing));
    }

    [Fact]
    public void What_only_a_team_may_see_is_found_by_the_team_only()
    {
        DatasetIndex index = ShippedCatalogue.NewIndex();
        index.Upsert(new IndexEntry { Slug = "secret", Title = new LocalizedText { En = "Secret CT" }, Description = new LocalizedText(), Modalities = ["ct"], Audience = "team:7" });
        DatasetSearch search = new(index);

        Assert.Equal(0, search.Search(new SearchRequest { Text = "secret" }).Total);
        Assert.Empty(search.Similar("secret", [], 5));
        Assert.NotEmpty(search.Similar("secret", ["team:7"], 5));
        Assert.DoesNotContain(search.Similar("luna16", [], 50), h => h.Slug == "secret");
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

    [Theory]
    [InlineData("пневм", "ru", "pathology", "pneumonia", "Пневмония")]
    [InlineData("pneumo", "en", "pathology", "pneumonia", "Pneumonia")]
    [InlineData("КТ пневм", "ru", "pathology", "pneumonia", "КТ пневмония")]
    [InlineData("gytdv", "ru", "pathology", "pneumonia", "Пневмония")]
    [InlineData("chexp", "en", "dataset", "chexpert", "CheXpert")]
    [InlineData("МРТ", "ru", "modality", "mri", "Магнитно-резонансная томография")]
    public void Typing_is_completed(string text, string language, string kind, string id, string shown) =>
        Assert.Contains(new Suggestion(kind, id, shown), Search.Suggest(text, language, 10));

    [Theory]
    [InlineData(SearchOrder.Newest)]
    [InlineData(SearchOrder.MostImages)]
    [InlineData(SearchOrder.Title)]
    [InlineData(SearchOrder.Relevance)]
    public void Pages_cut_one_order(SearchOrder order)
    {
        SearchRequest request = new() { Text = "chest", Order = order, Take = 200 };
        string[] all = [.. Search.Search(request).Hits.Select(h => h.Slug)];

        Assert.Equal(all[10..20], Search.Search(request with { Skip = 10, Take = 10 }).Hits.Select(h => h.Slug));
        Assert.Equal(all.Length, all.Distinct().Count());
        if (order == SearchOrder.MostImages) Assert.Equal(all.Select(s => Entry(s).Images ?? -1).OrderDescending(), all.Select(s => Entry(s).Images ?? -1));
        if (order == SearchOrder.Newest) Assert.Equal(all.Select(s => Entry(s).Year ?? 0).OrderDescending(), all.Select(s => Entry(s).Year ?? 0));
    }

    [Fact]
    public void Hostile_requests_are_answered()
    {
        foreach (string text in new[] { "AND OR NOT (", "title:ct^2 ~*?", new string('x', 50_000), "\ud800", "\u0001ct", "-", "\"", "кт\u0000", "' OR 1=1 --" })
            Assert.NotNull(Search.Search(new SearchRequest { Text = text, Skip = -5, Take = 100_000, Filters = Filter("nosuchfacet", "x") }));
        Assert.Equal(0, Search.Search(new SearchRequest { Filters = Filter(FacetName.Modality, "nosuchmodality") }).Total);
        Assert.Empty(Search.Suggest("", "ru", 10));
    }

    private static string[] Slugs(string text, int take) => [.. Search.Search(new SearchRequest { Text = text, Take = take }).Hits.Select(h => h.Slug)];

    private static IndexEntry Entry(string slug) => ShippedCatalogue.Entries.Single(e => e.Slug == slug);

    private static Dictionary<string, IReadOnlyList<string>> Filter(string facet, params string[] values) => new() { [facet] = values };
}
