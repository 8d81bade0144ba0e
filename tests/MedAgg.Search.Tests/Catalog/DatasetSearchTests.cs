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
            new SearchRequest { Text = "MRI spine fracture segmentation" }, // few have all of it: near misses are counted, too
            new SearchRequest { Text = "КТ лёгких туберкулёз сегментация", Filters = Filter(FacetName.Format, "DICOM", "NIfTI") },
            new SearchRequest { Text = "wholly unheard-of words chexpert" },
            new SearchRequest { Filters = Filter(FacetName.Size, "1g-10g", FacetName.NotStated) },
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
    public void Bands_hold_what_the_entries_state()
    {
        IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> facets = Search.Search(new SearchRequest()).Facets;
        Assert.Equal(
            ShippedCatalogue.Entries.Count(e => e.Images is >= 10_000 and < 100_000),
            facets[FacetName.Images].Where(c => c.Value == "10k-100k").Sum(c => c.Count));
        Assert.Equal(ShippedCatalogue.Entries.Count(e => e.SizeBytes is null), facets[FacetName.Size].Where(c => c.Value == FacetName.NotStated).Sum(c => c.Count));
        Assert.Equal(ShippedCatalogue.Entries.Count(e => e.Access == DatasetAccess.Open), facets[FacetName.Downloadable].Where(c => c.Value == "yes").Sum(c => c.Count));
        string[] order = [.. facets[FacetName.Images].Select(c => c.Value)];
        Assert.Equal([.. FacetBand.Of(FacetName.Images).Select(b => b.Id).Where(order.Contains), FacetName.NotStated], order);
    }

    [Theory]
    [InlineData(FacetName.Images, "1000..20000")]
    [InlineData(FacetName.Images, "..138")]
    [InlineData(FacetName.Images, "138..138")]
    [InlineData(FacetName.Patients, "1010..")]
    [InlineData(FacetName.Size, "1GiB..100GiB")]
    [InlineData(FacetName.Size, "..500MB")]
    [InlineData(FacetName.Year, "2015..2019")]
    [InlineData(FacetName.Year, "..1900")]
    public void A_range_holds_what_the_entries_state(string facet, string value)
    {
        FacetRange range = FacetRange.Parse(facet, value)!;
        SearchAnswer answer = Search.Search(new SearchRequest { Filters = Filter(facet, range.ToString()), Take = 200 });
        string[] expected = [.. ShippedCatalogue.Entries.Where(e => Number(e, facet) is { } number && range.Holds(number)).Select(e => e.Slug)];
        Assert.Equal(expected.Length, answer.Total);
        Assert.Equal(expected.Order(StringComparer.Ordinal), answer.Hits.Select(h => h.Slug).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Length, answer.Facets[facet].Where(c => c.Value == range.ToString()).Sum(c => c.Count));
        Assert.Equal(answer.Total, Search.Slugs(new SearchRequest { Filters = Filter(facet, range.ToString()) }).Count);
    }

    [Fact]
    public void Ranges_bands_and_not_stated_are_alternatives_inside_a_facet()
    {
        string[] values = ["1000..2000", "1500..3000", "100k-1m", FacetName.NotStated];
        SearchAnswer answer = Search.Search(new SearchRequest { Filters = Filter(FacetName.Images, values) });
        Assert.Equal(ShippedCatalogue.Entries.Count(e => e.Images is null or (>= 1_000 and <= 3_000) or (>= 100_000 and < 1_000_000)), answer.Total);
        Assert.Equal(FacetName.NotStated, answer.Facets[FacetName.Images][^1].Value);
        Assert.Equal(ShippedCatalogue.Entries.Count(e => e.Images is >= 1_500 and <= 3_000), answer.Facets[FacetName.Images].Single(c => c.Value == "1500..3000").Count);
    }

    [Fact]
    public void Counts_beside_ranges_are_the_totals_of_random_choices()
    {
        Random random = new(20261121);
        string[] texts = ["", "КТ лёгких", "chest x-ray pneumonia", "segmentation", "MRI spine fracture segmentation"];
        for (int round = 0; round < 60; round++)
        {
            Dictionary<string, IReadOnlyList<string>> filters = [];
            foreach (string facet in FacetRange.Facets.Where(_ => random.Next(2) == 0))
                filters[facet] = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => RandomRange(random, facet)), .. random.Next(3) == 0 ? [FacetName.NotStated] : Array.Empty<string>()];
            if (random.Next(2) == 0) filters[FacetName.Modality] = ["ct", "mri"];
            SearchRequest request = new() { Text = texts[random.Next(texts.Length)], Filters = filters };
            SearchAnswer answer = Search.Search(request);
            foreach (string facet in filters.Keys)
            {
                foreach (FacetCount count in answer.Facets[facet])
                {
                    Dictionary<string, IReadOnlyList<string>> alone = new(filters) { [facet] = [count.Value] };
                    Assert.Equal((facet, count.Value, count.Count), (facet, count.Value, Search.Search(request with { Filters = alone }).Total));
                }
            }
        }
    }

    private static string RandomRange(Random random, string facet)
    {
        long most = facet switch { FacetName.Year => 2030, FacetName.Size => 1L << 42, FacetName.Patients => 70_000, _ => 500_000 };
        long least = facet == FacetName.Year ? 2000 : 0;
        return FacetRange.Of(random.Next(4) == 0 ? null : random.NextInt64(least, most), random.NextInt64(least, most))!.ToString();
    }

    private static long? Number(IndexEntry entry, string facet) => facet switch
    {
        FacetName.Images => entry.Images,
        FacetName.Patients => entry.Patients,
        FacetName.Size => entry.SizeBytes,
        _ => entry.Year,
    };

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
