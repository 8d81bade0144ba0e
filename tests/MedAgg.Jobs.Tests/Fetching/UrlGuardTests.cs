using System.Net;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Fetching;

public sealed class UrlGuardTests
{
    [Theory]
    [InlineData("https://data.example/a.zip", true, UrlCodes.Public)]
    [InlineData("https://DATA.example./a%20b.zip?x=1&y=%2F#part", true, UrlCodes.Public)]
    [InlineData("https://bücher.example/a.zip", true, UrlCodes.Public)]
    [InlineData("http://data.example:8080/a", true, UrlCodes.Public)]
    [InlineData("http://data.example:5432/a", false, UrlCodes.PortNotAllowed)]
    [InlineData("http://data.example:/a", false, UrlCodes.Invalid)]
    [InlineData("http://data.example:0/a", false, UrlCodes.Invalid)]
    [InlineData("ftp://data.example/a", false, UrlCodes.SchemeNotAllowed)]
    [InlineData("/etc/passwd", false, UrlCodes.Invalid)]
    [InlineData("//127.0.0.1/", false, UrlCodes.Invalid)]
    [InlineData("http:/data.example/a", false, UrlCodes.Invalid)]
    [InlineData("http://user:pw@data.example/", false, UrlCodes.Invalid)]
    [InlineData("http://data.example\\@127.0.0.1/", false, UrlCodes.Invalid)]
    [InlineData("http://127.0.0.1/", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://2130706433/", false, UrlCodes.Invalid)]
    [InlineData("http://0x7f.1/", false, UrlCodes.Invalid)]
    [InlineData("http://①②⑦.①.①.①/", false, UrlCodes.Invalid)]
    [InlineData("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://[::ffff:127.0.0.1]/", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://[2606:2800:21f:cb07::1]/", true, UrlCodes.Public)]
    [InlineData("http://8.8.8.8/", true, UrlCodes.Public)]
    [InlineData("http://printer.local/", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://private.example/", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://mixed.example/", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://nowhere.example/", false, UrlCodes.NameNotFound)]
    [InlineData("http://medagg.example/", false, UrlCodes.OwnHost)]
    [InlineData("http://nas.lan/a", true, UrlCodes.AllowList)]
    [InlineData("http://nas.lan:22/a", false, UrlCodes.PortNotAllowed)]
    [InlineData("http://not-nas.lan/a", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://10.1.2.3:9000/a", true, UrlCodes.AllowList)]
    [InlineData("http://10.1.2.3/a", false, UrlCodes.AddressNotPublic)]
    [InlineData("http://10.7.0.1/a", true, UrlCodes.AllowList)]
    [InlineData("http://169.254.169.254/a", false, UrlCodes.AddressNotPublic)]
    public async Task An_address_is_judged_by_form_name_and_every_answer(string url, bool isAllowed, string code)
    {
        UrlGuard guard = new(new FakeResolver(), Options.Create(new FetchOptions
        {
            AllowedPrivateHosts = ["nas.lan", "10.1.2.3:9000", "10.7.0.0/16", "169.254.0.0/16"],
            OwnHosts = ["medagg.example"],
        }));

        UrlJudgement judgement = await guard.JudgeAsync(url, TestContext.Current.CancellationToken);

        Assert.Equal((isAllowed, code), (judgement.Allowed, judgement.Code));
        Assert.EndsWith(".", judgement.Message, StringComparison.Ordinal);
        Assert.Equal(isAllowed, judgement.Url is not null);
    }

    [Fact]
    public async Task A_long_address_is_refused_with_its_length()
    {
        UrlGuard guard = new(new FakeResolver(), Options.Create(new FetchOptions()));

        UrlJudgement judgement = await guard.JudgeAsync("https://data.example/" + new string('a', 5000), TestContext.Current.CancellationToken);

        Assert.Equal(UrlCodes.TooLong, judgement.Code);
        Assert.Contains("5021", judgement.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a.example/x/y", "z.zip", "https://a.example/x/z.zip")]
    [InlineData("https://a.example/x/y", "/z.zip?t=1", "https://a.example/z.zip?t=1")]
    [InlineData("https://a.example/x/y", "//b.example/z", "https://b.example/z")]
    [InlineData("https://a.example/x/y", "http://b.example/z", "http://b.example/z")]
    [InlineData("https://a.example/x/y", "javascript:alert(1)", "javascript:alert(1)")]
    [InlineData("https://a.example/x/y", "/\\127.0.0.1/", "/\\127.0.0.1/")]
    public void A_redirect_is_read_as_text_to_be_judged(string from, string location, string target) =>
        Assert.Equal(target, Redirects.Target(new(from), location));

    [Theory]
    [InlineData("https://a.example", "https://a.example/path", true)]
    [InlineData("https://a.example", "https://A.example:443/", true)]
    [InlineData("https://a.example", "http://a.example/", false)]
    [InlineData("https://a.example", "https://a.example:8443/", false)]
    [InlineData("https://a.example", "https://b.a.example/", false)]
    public void Credentials_are_for_one_origin(string origin, string address, bool areFor) =>
        Assert.Equal(areFor, new SourceCredentials(new(origin), new Dictionary<string, string>()).AreFor(new(address)));

    private sealed class FakeResolver : IHostResolver
    {
        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IPAddress>>(host switch
        {
            "nowhere.example" => [],
            "private.example" or "nas.lan" or "not-nas.lan" => [IPAddress.Parse("10.9.9.9")],
            "mixed.example" => [IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.0.0.5")],
            _ => [IPAddress.Parse("93.184.215.14")],
        });
    }
}
