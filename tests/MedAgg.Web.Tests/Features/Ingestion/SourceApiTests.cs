using System.Net;
using System.Text.Json.Nodes;
using MedAgg.Web.Tests.Features.Accounts;

namespace MedAgg.Web.Tests.Features.Ingestion;

public sealed class SourceApiTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("POST", "/api/sources/look")]
    [InlineData("GET", "/api/credentials")]
    [InlineData("POST", "/api/credentials")]
    [InlineData("DELETE", "/api/credentials/x")]
    public async Task Nobody_is_turned_away_with_401(string method, string address)
    {
        using Caller nobody = new(site.Address);
        using HttpResponseMessage answer = await nobody.SendAsync(new(method), address);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_credential_goes_in_and_its_secret_never_comes_out()
    {
        using Caller anna = await Caller.SignInAsync(site, "anna");
        using Caller boris = await Caller.SignInAsync(site, "boris");

        using HttpResponseMessage stored = await anna.PostAsync("/api/credentials", new { name = "hub", host = "https://huggingface.co/settings", kind = "bearer", secret = "hf_verysecret" });
        string own = await (await anna.SendAsync(HttpMethod.Get, "/api/credentials")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string other = await (await boris.SendAsync(HttpMethod.Get, "/api/credentials")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string page = await (await anna.SendAsync(HttpMethod.Get, "/credentials")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Contains("\"https://huggingface.co\"", own, StringComparison.Ordinal);
        Assert.Equal("[]", other);
        Assert.Contains("https://huggingface.co", page, StringComparison.Ordinal);
        Assert.All(new[] { own, page }, text => Assert.DoesNotContain("hf_verysecret", text, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await boris.SendAsync(HttpMethod.Delete, "/api/credentials/hub")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await anna.SendAsync(HttpMethod.Delete, "/api/credentials/hub")).StatusCode);
    }

    [Fact]
    public async Task A_credential_with_a_line_break_is_a_problem_with_a_code()
    {
        using Caller caller = await Caller.SignInAsync(site, "vera");
        JsonNode problem = await Caller.JsonAsync(await caller.PostAsync("/api/credentials", new { name = "x", host = "https://example.org", kind = "header", user = "X-Key", secret = "a\r\nX-Other: b" }));
        Assert.Equal("CREDENTIAL_INVALID", (string?)problem["code"]);
    }

    [Theory]
    [InlineData("https://127.0.0.1/set.zip", "ADDRESS_NOT_PUBLIC")]
    [InlineData("s3://bucket/prefix?endpoint=http://10.0.0.8", "ADDRESS_NOT_PUBLIC")]
    [InlineData("file:///etc/passwd", "SCHEME_NOT_ALLOWED")]
    [InlineData("owner/name", "SOURCE_NOT_RECOGNISED")]
    public async Task What_a_source_is_goes_through_the_guard(string url, string code)
    {
        using Caller caller = await Caller.SignInAsync(site, "gleb");
        JsonNode problem = await Caller.JsonAsync(await caller.PostAsync("/api/sources/look", new { url }));
        Assert.Equal(code, (string?)problem["code"]);
    }
}
