using System.Net;

namespace MedAgg.Web.Tests.Features.Accounts;

/// <summary>A site of its own, because it is posted to until it refuses.</summary>
public sealed class GuessingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task One_address_may_guess_only_so_often_while_pages_stay_open_to_it()
    {
        using Browser browser = site.Open();
        for (var i = 0; i < Site.PostsPerMinute; i++)
            await browser.SubmitAsync("/account/sign-in"); // without a token: refused, but counted
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);

        await browser.SubmitAsync("/account/sign-in");
        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("Too many attempts", browser.Html, StringComparison.Ordinal);

        await browser.GetAsync("/account/sign-in");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }
}
