using System.Net;
using System.Text.Json.Nodes;
using MedAgg.Web.Tests.Features.Accounts;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class IngestionApiTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("POST", "/api/uploads?name=a.zip")]
    [InlineData("POST", "/api/ingestions")]
    [InlineData("GET", "/api/ingestions/1")]
    [InlineData("GET", "/api/ingestions/1/refused.csv")]
    [InlineData("POST", "/api/collections")]
    [InlineData("GET", "/api/collections/1")]
    public async Task Nobody_is_turned_away_with_401(string method, string address)
    {
        using Caller nobody = new(site.Address);
        using HttpResponseMessage answer = await nobody.SendAsync(new(method), address);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_file_is_uploaded_as_it_is_ordered_and_asked_about()
    {
        using Caller caller = await Caller.SignInAsync(site, "anna");
        byte[] content = [.. Enumerable.Range(0, 40_000_000).Select(i => (byte)i)]; // more than the server's own limit of 30 MB
        using HttpResponseMessage uploaded = await caller.SendAsync(HttpMethod.Post, "/api/uploads?name=folder%2FКТ.zip", new ByteArrayContent(content));
        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        JsonNode upload = await Caller.JsonAsync(uploaded);
        Assert.Equal(("КТ.zip", 40_000_000L), ((string?)upload["name"], (long?)upload["sizeBytes"]));

        using HttpResponseMessage started = await caller.PostAsync("/api/ingestions", new { upload, name = "My set" });
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        JsonNode report = await Caller.JsonAsync(await caller.SendAsync(HttpMethod.Get, started.Headers.Location!.OriginalString));
        Assert.Equal(("queued", "My set"), ((string?)report["status"], (string?)report["name"]));
        Assert.Equal((long?)report["ingestion_id"], long.Parse(started.Headers.Location.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture));

        using Caller stranger = await Caller.SignInAsync(site, "stranger");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(HttpMethod.Get, started.Headers.Location.OriginalString)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(HttpMethod.Get, started.Headers.Location.OriginalString + "/refused.csv")).StatusCode);
        JsonNode stolen = await Caller.JsonAsync(await stranger.PostAsync("/api/ingestions", new { upload }));
        Assert.Equal("UPLOAD_UNKNOWN", (string?)stolen["code"]);

        using HttpResponseMessage cancelled = await caller.SendAsync(HttpMethod.Post, started.Headers.Location.OriginalString + "/cancel");
        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
    }

    [Fact]
    public async Task A_forbidden_address_is_a_problem_with_a_code()
    {
        using Caller caller = await Caller.SignInAsync(site, "boris");
        using HttpResponseMessage answer = await caller.PostAsync("/api/ingestions", new { url = "https://127.0.0.1/set.zip" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        JsonNode problem = await Caller.JsonAsync(answer);
        Assert.Equal(("ADDRESS_NOT_PUBLIC", "ADDRESS_NOT_PUBLIC"), ((string?)problem["code"], (string?)problem["title"]));
        using HttpResponseMessage path = await caller.PostAsync("/api/ingestions", new { path = "/etc" });
        Assert.Equal(HttpStatusCode.Forbidden, path.StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_upload_with_the_readers_cookie()
    {
        using Caller caller = await Caller.SignInAsync(site, "vera");
        using HttpResponseMessage answer = await caller.SendAsync(
            HttpMethod.Post, "/api/uploads?name=a.zip", new ByteArrayContent([1]), headers => headers.Add("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/ingest", "en", "Add data")]
    [InlineData("/ingest?url=https%3A%2F%2Fexample.org%2Fa.zip", "ru", "Добавить данные")]
    [InlineData("/jobs", "ru", "Задания")]
    [InlineData("/collections", "ru", "Коллекций пока нет")]
    [InlineData("/collections?id=999999", "en", "There is no such collection")]
    [InlineData("/collections/new", "ru", "Новая коллекция")]
    [InlineData("/collections/new?datasets=no-such-set", "en", "There is no such dataset for you: no-such-set")]
    public async Task A_page_is_rendered_in_the_readers_language(string address, string language, string expected)
    {
        using Caller caller = await Caller.SignInAsync(site, "reader");
        using HttpResponseMessage answer = await caller.SendAsync(HttpMethod.Get, address, null, headers => headers.AcceptLanguage.ParseAdd(language));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(expected, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_job_that_is_not_ones_own_is_not_found()
    {
        using Caller caller = await Caller.SignInAsync(site, "reader");
        using HttpResponseMessage answer = await caller.SendAsync(HttpMethod.Get, "/jobs/999999", null, headers => headers.AcceptLanguage.ParseAdd("ru"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Такой страницы нет", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ingest?url=https%3A%2F%2Fexample.org%2Fa.zip", "/account/sign-in?returnUrl=%2Fingest%3Furl%3Dhttps%253A%252F%252Fexample.org%252Fa.zip")]
    [InlineData("/jobs/5", "/account/sign-in?returnUrl=%2Fjobs%2F5")]
    [InlineData("/collections/new?datasets=a,b", "/account/sign-in?returnUrl=%2Fcollections%2Fnew%3Fdatasets%3Da%2Cb")]
    public async Task Nobody_is_asked_to_sign_in_and_led_back(string address, string link)
    {
        using Caller nobody = new(site.Address);
        using HttpResponseMessage answer = await nobody.SendAsync(HttpMethod.Get, address);
        Assert.Contains(link, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }
}
