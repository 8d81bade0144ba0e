using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Search.Catalog;
using static MedAgg.Search.Tests.Catalog.ShippedCatalogue;

namespace MedAgg.Search.Tests.Catalog;

/// <summary>Every count beside a filter is the total that choosing it gives.</summary>
public sealed class FacetCountTests
{
    private static readonly DatasetSearch Search = ShippedCatalogue.Search;

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
}
