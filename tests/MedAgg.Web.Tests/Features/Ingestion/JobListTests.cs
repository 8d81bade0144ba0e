using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class JobListTests
{
    [Theory]
    [InlineData(null, null, null, false, "/jobs")]
    [InlineData("team", "failed", 3, false, "/jobs?scope=team&state=failed&page=3")]
    [InlineData("all", null, null, false, "/jobs")] // for administrators only
    [InlineData("all", "OPEN", 1, true, "/jobs?scope=all&state=open")]
    [InlineData("2", "1", -5, true, "/jobs")] // numbers are no words
    [InlineData("everything", "broken", null, true, "/jobs")]
    public void An_address_repeats_its_list(string? scope, string? state, int? page, bool isAdministrator, string href) =>
        Assert.Equal(href, JobFilter.Read(scope, state, page, isAdministrator).Href());

    [Fact]
    public void Bars_show_the_most_frequent_then_the_rest_then_unknown()
    {
        FoundCount[] counts = [new("ct", 5), new(null, 90), new("mr", 7), new("us", 1), new("cr", 2)];
        Assert.Equal(
            [new FoundBar("MR", 7, false), new("CT", 5, false), new("other", 3, false), new("unknown", 90, true)],
            FoundBar.Of(counts, 2, key => key.ToUpperInvariant(), "other", "unknown"));
    }
}
