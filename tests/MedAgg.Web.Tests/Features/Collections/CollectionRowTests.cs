using MedAgg.Domain.Collections;
using MedAgg.Web.Features.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MedAgg.Web.Tests.Features.Collections;

public sealed class CollectionRowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityTagHeaderValue Tag = new("\"abc\"");

    [Theory]
    [InlineData("Chest CT nodules, 6–30 mm", 7, "chest-ct-nodules-6-30-mm-7.zip")]
    [InlineData("КТ лёгких / COVID", 8, "кт-лёгких-covid-8.zip")]
    [InlineData("../../etc", 9, "etc-9.zip")]
    [InlineData("???", 10, "collection-10.zip")]
    public void A_downloaded_file_is_called_after_its_collection(string name, long id, string file) =>
        Assert.Equal(file, CollectionRow.FileNameOf(name, id, ".zip"));

    [Theory]
    [InlineData(CollectionStatus.Building, 25L, 100L, 30.0)] // 10 s for 25, 75 to go
    [InlineData(CollectionStatus.Building, 0L, 100L, null)]
    [InlineData(CollectionStatus.Building, 25L, null, null)]
    [InlineData(CollectionStatus.Ready, 25L, 100L, null)]
    public void Time_left_follows_the_pace_so_far(CollectionStatus status, long done, long? images, double? seconds) =>
        Assert.Equal(seconds, Row(status, done, images).Left(Noon.AddSeconds(10))?.TotalSeconds);

    [Fact]
    public void An_archive_counts_down_to_its_end_and_not_below()
    {
        CollectionRow ready = Row(CollectionStatus.Ready, 1, 1) with { ExpiresAt = Noon.AddDays(2) };
        Assert.Equal(TimeSpan.FromDays(2), ready.Kept(Noon));
        Assert.Equal(TimeSpan.Zero, ready.Kept(Noon.AddDays(3)));
        Assert.Null((ready with { Status = CollectionStatus.Expired }).Kept(Noon));
    }

    [Theory]
    [InlineData(null, null, null, 1, "/collections")]
    [InlineData("ready", "КТ & more", 5L, 2, "/collections?state=ready&find=%D0%9A%D0%A2%20%26%20more&page=2&id=5")]
    [InlineData("1", " ", -4L, 0, "/collections")]
    public void An_address_repeats_its_list(string? state, string? find, long? open, int page, string href) =>
        Assert.Equal(href, CollectionFilter.Read(state, find, open, page).Href());

    [Theory]
    [InlineData("GET", null, null, true)]
    [InlineData("GET", "bytes=0-", null, true)]
    [InlineData("GET", "bytes=1000-", null, false)] // goes on with an earlier one
    [InlineData("GET", null, "\"abc\"", false)] // asks whether anything is new
    [InlineData("GET", null, "\"old\"", true)]
    [InlineData("HEAD", null, null, false)]
    public void Only_the_begin_of_a_download_is_written_down(string method, string? range, string? known, bool begins)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Method = method;
        if (range is not null)
            request.Headers.Range = range;
        if (known is not null)
            request.Headers.IfNoneMatch = known;
        Assert.Equal(begins, CollectionEndpoints.Begins(request, Tag));
    }

    [Fact]
    public void The_python_lines_name_the_file_that_is_downloaded()
    {
        string lines = PythonSnippet.Of(Row(CollectionStatus.Ready, 1, 12));
        Assert.Contains("ZipFile(\"set-1.zip\")", lines, StringComparison.Ordinal);
        Assert.Contains("\"metadata.csv\"", lines, StringComparison.Ordinal);
        Assert.Contains("# 12 images", lines, StringComparison.Ordinal);
    }

    private static CollectionRow Row(CollectionStatus status, long done, long? images) => new()
    {
        Id = 1,
        Name = "set",
        Status = status,
        Sources = [],
        RecipeSha256 = "",
        Format = "original",
        Done = done,
        Images = images,
        CreatedAt = Noon,
        StartedAt = Noon,
    };
}
