using MedAgg.Domain.Search;
using MedAgg.Search.Catalog;
using static MedAgg.Search.Tests.Catalog.ShippedCatalogue;

namespace MedAgg.Search.Tests.Catalog;

/// <summary>What a question over the shipped catalogue finds, and how a hit says why.</summary>
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

    [Theory]
    [InlineData("", FacetName.Area, "lung")]
    [InlineData("КТ лёгких", FacetName.Licence, "open")]
    [InlineData("MRI spine fracture segmentation", null, null)]
    public void All_slugs_are_the_pages_one_after_another(string text, string? facet, string? value)
    {
        SearchRequest request = new() { Text = text, Filters = facet is null ? new Dictionary<string, IReadOnlyList<string>>() : Filter(facet, value!) };
        Assert.Equal(Search.Search(request with { Take = 200 }).Hits.Select(h => h.Slug), Search.Slugs(request));
    }

    [Fact]
    public void Words_are_taken_as_typed_where_that_is_asked_for()
    {
        Assert.Equal("pneumonia chest", Search.Search(new SearchRequest { Text = "pnuemonia chest" }).Corrected);
        SearchAnswer typed = Search.Search(new SearchRequest { Text = "pnuemonia chest", IsVerbatim = true });
        Assert.Null(typed.Corrected);
        Assert.DoesNotContain(typed.Understood, s => s.Id == "pneumonia");
    }

    [Theory]
    [InlineData("dermoscopy kidney segmentation")]
    [InlineData("КТ лёгких -segmentation", FacetName.Task, "segmentation")]
    [InlineData("\"purple elephant\" lung", FacetName.Area, "lung")]
    [InlineData("ОКТ сетчатки", FacetName.Licence, "open", FacetName.Format, "MHD")]
    public void The_proposed_way_out_finds_what_it_promises(string text, params string[] filters)
    {
        SearchRequest request = new()
        {
            Text = text,
            Filters = Enumerable.Range(0, filters.Length / 2).ToDictionary(i => filters[2 * i], i => (IReadOnlyList<string>)[filters[(2 * i) + 1]]),
        };
        SearchAnswer answer = Search.Search(request);
        Assert.Equal(0, answer.Total);
        Relaxation way = Assert.IsType<Relaxation>(answer.Relaxation);
        SearchRequest without = way.Text is { } rest ? request with { Text = rest } : request with { Filters = request.Filters.Where(f => f.Key != way.Facet).ToDictionary() };
        Assert.Equal(way.Total, Search.Search(without).Total);
        Assert.True(way.Total > 0);
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
    public void A_task_that_no_dataset_states_does_not_empty_the_page()
    {
        SearchAnswer answer = Search.Search(new SearchRequest { Text = "chest x-ray visual question answering" });

        Assert.Equal(0, answer.Exact);
        Assert.True(answer.Total > 20);
        Assert.All(answer.Hits, h => Assert.Contains(h.Reasons, r => r is { IsMissing: true, Value: "vqa" }));
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
}
