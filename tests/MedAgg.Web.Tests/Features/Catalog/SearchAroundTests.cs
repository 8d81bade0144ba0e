using System.Net;
using System.Text.Json;
using MedAgg.Domain.Store;
using MedAgg.Web.Tests.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Web.Tests.Features.Catalog;

/// <summary>What stands around the search, on a whole node, asked as a browser without a script does.</summary>
public sealed class SearchAroundTests(Site site) : IClassFixture<Site>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitors_searches_follow_him_into_his_account()
    {
        string name = $"visitor-{Guid.NewGuid():N}";
        string password = await site.AddUserAsync(name);
        using Browser browser = site.Open();
        await browser.GetAsync("/");
        await browser.GetAsync("/?q=zebrafish&modality=ct");
        await browser.GetAsync("/searches");
        Assert.Contains("zebrafish", browser.Html, StringComparison.Ordinal);
        Assert.Contains("Computed tomography", browser.Html, StringComparison.Ordinal);

        using Browser stranger = site.Open();
        await stranger.GetAsync("/");
        await stranger.GetAsync("/searches");
        Assert.DoesNotContain("zebrafish", stranger.Html, StringComparison.Ordinal);

        await browser.GetAsync("/account/sign-in");
        await browser.SubmitAsync("/account/sign-in", ("Form.Login", name), ("Form.Password", password));
        Assert.Equal(HttpStatusCode.Found, browser.Status);
        await browser.GetAsync("/account/password"); // a one-time password must be changed first; any page brings the searches along
        await using MedAggContext context = await site.Services.GetRequiredService<IDbContextFactory<MedAggContext>>().CreateDbContextAsync(Token);
        Guid user = await context.Users.Where(account => account.UserName == name).Select(account => account.Id).SingleAsync(Token);
        Assert.Equal("?q=zebrafish&modality=ct", Assert.Single(await context.SearchLog.Where(log => log.UserId == user).ToListAsync(Token)).Address);
    }

    [Theory]
    [InlineData("/vocabularies", "en", "Computed tomography")]
    [InlineData("/vocabularies/pathology", "ru", "Пневмоторакс")]
    [InlineData("/vocabularies/journal", "en", "Nothing was changed yet")]
    [InlineData("/vocabularies/import", "en", "Only administrators change vocabularies")]
    [InlineData("/compare", "ru", "Пока нечего сравнивать")]
    [InlineData("/searches", "ru", "Мои поиски")]
    public async Task Each_page_answers_without_a_script(string address, string language, string says)
    {
        using Browser browser = site.Open();
        await browser.GetAsync(address, language);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains(says, browser.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/search/export?as=xml", HttpStatusCode.BadRequest)]
    [InlineData("/api/search/export?as=csv&q=lung", HttpStatusCode.OK)]
    [InlineData("/api/search/export?as=csv&images=a..b", HttpStatusCode.BadRequest)]
    [InlineData("/api/search?size=1GiB..2TiB", HttpStatusCode.OK)]
    [InlineData("/api/search?size=1..2..3", HttpStatusCode.BadRequest)]
    [InlineData("/api/compare?d=only", HttpStatusCode.BadRequest)]
    [InlineData("/api/compare?d=no-such&d=none-such", HttpStatusCode.NotFound)]
    [InlineData("/api/datasets/no-such/similar", HttpStatusCode.NotFound)]
    [InlineData("/api/taxonomy/pathology.yaml", HttpStatusCode.OK)]
    [InlineData("/api/taxonomy/weather.yaml", HttpStatusCode.NotFound)]
    [InlineData("/api/taxonomy/1.yaml", HttpStatusCode.NotFound)]
    public async Task Endpoints_answer_and_refuse_with_a_status(string address, HttpStatusCode status)
    {
        using Browser browser = site.Open();
        await browser.GetAsync(address);
        Assert.Equal(status, browser.Status);
    }

    [Fact]
    public async Task The_kind_of_export_is_no_filter_on_the_formats_of_datasets()
    {
        using Browser browser = site.Open();
        await browser.GetAsync("/api/search?take=1");
        using var found = JsonDocument.Parse(browser.Html);
        await browser.GetAsync("/api/search/export?as=json");
        using var exported = JsonDocument.Parse(browser.Html);
        Assert.Equal(found.RootElement.GetProperty("total").GetInt32(), exported.RootElement.GetProperty("total").GetInt32());
        Assert.Empty(exported.RootElement.GetProperty("filters").EnumerateObject());
    }

    [Fact]
    public async Task The_search_of_the_api_counts_ranges_and_downloads()
    {
        using Browser browser = site.Open();
        await browser.GetAsync("/api/search?take=1");
        using var answer = JsonDocument.Parse(browser.Html);
        foreach (string facet in new[] { "images", "patients", "size", "downloadable" })
            Assert.True(answer.RootElement.GetProperty("facets").TryGetProperty(facet, out _), facet);
    }
}
