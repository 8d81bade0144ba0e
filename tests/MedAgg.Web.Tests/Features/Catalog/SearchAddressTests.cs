using MedAgg.Domain.Search;
using MedAgg.Web.Features.Catalog;

namespace MedAgg.Web.Tests.Features.Catalog;

public sealed class SearchAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?q=%D0%9A%D0%A2%20%D0%BB%D1%91%D0%B3%D0%BA%D0%B8%D1%85")]
    [InlineData("?q=a%26b%3Dc&modality=ct&modality=mr&licence=open")]
    [InlineData("?modality=none&plain=modality%3Act&sort=newest&page=3")]
    [InlineData("?images=1k-10k&images=500..2500&size=..1073741824&year=2015..")]
    public void An_address_repeats_the_search(string query) => Assert.Equal(query, SearchAddress.Parse(query).ToQuery());

    [Theory]
    [InlineData("?page=0", "")]
    [InlineData("?page=-4", "")]
    [InlineData("?page=abc", "")]
    [InlineData("?page=99999999999", "")]
    [InlineData("?sort=sideways", "")]
    [InlineData("?sort=7", "")]
    [InlineData("?colour=red", "")]
    [InlineData("?modality=", "")]
    [InlineData("?q=%20%20lung%20", "?q=lung")]
    [InlineData("?modality=ct&modality=ct", "?modality=ct")]
    [InlineData("?images=..", "")]
    [InlineData("?images=many..few&images=none", "?images=none")]
    [InlineData("?images=5000..10", "?images=10..5000")]
    [InlineData("?size=1GiB..2GiB&size=1073741824..2147483648", "?size=1073741824..2147483648")]
    public void Malformed_parts_are_passed_over(string query, string read) => Assert.Equal(read, SearchAddress.Parse(query).ToQuery());

    [Fact]
    public void A_question_without_end_is_cut() =>
        Assert.Equal(SearchAddress.MaxText, SearchAddress.Parse("?q=" + new string('x', 100_000)).Text.Length);

    [Fact]
    public void Choosing_twice_takes_back_and_starts_at_the_first_page()
    {
        SearchAddress page3 = SearchAddress.Parse("?q=lung&modality=ct&page=3");
        Assert.Equal("?q=lung&modality=ct&modality=mr", page3.Toggle(FacetName.Modality, "mr").ToQuery());
        Assert.Equal("?q=lung", page3.Toggle(FacetName.Modality, "ct").ToQuery());
    }

    [Theory]
    [InlineData("?images=1k-10k&page=2", "5..10", "?images=1k-10k&images=5..10")]
    [InlineData("?images=1..2&images=none&images=3..4", "5..10", "?images=none&images=5..10")]
    [InlineData("?q=lung&images=1..2", null, "?q=lung")]
    public void A_range_takes_the_place_of_the_last_one(string query, string? range, string left) =>
        Assert.Equal(left, SearchAddress.Parse(query).WithRange(FacetName.Images, range is null ? null : FacetRange.Parse(FacetName.Images, range)).ToQuery());

    [Fact]
    public void A_value_in_other_letters_is_the_same_value()
    {
        SearchAddress typed = SearchAddress.Parse("?format=dicom");
        Assert.True(typed.Has(FacetName.Format, "DICOM"));
        Assert.Equal("", typed.Toggle(FacetName.Format, "DICOM").ToQuery());
    }

    [Theory]
    [InlineData("?images=1..2", null)]
    [InlineData("?images=a..b", "a..b")]
    [InlineData("?tag=a..b", null)]
    public void Programs_are_told_of_a_range_that_cannot_be_read(string query, string? value) =>
        Assert.Equal(value, SearchAddress.UnreadableRange(query)?.Value);

    [Fact]
    public void Another_question_forgets_what_was_taken_away_from_the_old_one() =>
        Assert.Equal("?q=brain&modality=ct", SearchAddress.Parse("?q=lung&modality=ct&plain=area%3Alung&page=2").Ask("brain").ToQuery());

    [Theory]
    [InlineData("modality", "ct,mr", null, "?q=lung%20cancer")]
    [InlineData("text", "cancer", "lung", "?q=lung&modality=ct&modality=mr")]
    [InlineData("text", "lung cancer", "", "?modality=ct&modality=mr")]
    public void Dropping_the_obstacle_leaves_the_rest(string facet, string value, string? rest, string left) =>
        Assert.Equal(left, SearchAddress.Parse("?q=lung%20cancer&modality=ct&modality=mr").Drop(new Relaxation(facet, value, 5) { Text = rest }).ToQuery());

    [Fact]
    public void The_request_skips_to_the_page()
    {
        SearchRequest request = SearchAddress.Parse("?q=lung&page=3&plain=area%3Alung&sort=title").ToRequest("ru", ["team:1"]);
        Assert.Equal((40, 20, SearchOrder.Title, "ru"), (request.Skip, request.Take, request.Order, request.Language));
        Assert.Equal(["area:lung"], request.RemovedSlots);
        Assert.Equal(["team:1"], request.Audiences);
    }
}
