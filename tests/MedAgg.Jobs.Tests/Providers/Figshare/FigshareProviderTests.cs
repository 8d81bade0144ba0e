using System.Globalization;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.Figshare;

/// <summary>Figshare: lists of ten unless asked, links that are no files, downloads that lead to a signed host.</summary>
public sealed class FigshareProviderTests : IAsyncLifetime
{
    private static readonly byte[] Scan = [9, 8, 7, 6, 5];

    private StubSource _figshare = null!;
    private StubSource _store = null!;
    private ProviderHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _figshare = await StubSource.StartAsync();
        _store = await StubSource.StartAsync();
        _figshare.Gate = async context =>
        {
            if (context.Request.Headers.UserAgent.Count > 0)
                return false;
            await StubSource.TextAsync(context, "<html>challenge</html>", "text/html", 403);
            return true;
        };
        _host = new(
            new()
            {
                ["Providers:Figshare:BaseUrl"] = _figshare.Address,
                ["Providers:Figshare:ApiUrl"] = _figshare.Address + "/v2",
                ["Providers:Figshare:DownloadUrl"] = _figshare.Address + "/nd",
            },
            _figshare,
            _store);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _figshare.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("https://figshare.com/articles/dataset/brain_tumor_dataset/1512427", "figshare")]
    [InlineData("https://figshare.com/articles/dataset/brain_tumor_dataset/1512427/5", "figshare")]
    [InlineData("https://figshare.com/articles/1512427", "figshare")]
    [InlineData("https://figshare.com/collections/A_set/4252349", "figshare")]
    [InlineData("https://kcl.figshare.com/articles/dataset/X/20402", "figshare")]
    [InlineData("https://api.figshare.com/v2/articles/1512427/versions/2", "figshare")]
    [InlineData("10.6084/m9.figshare.1512427.v5", "figshare")]
    [InlineData("https://doi.org/10.6084/m9.figshare.c.4252349", "figshare")]
    [InlineData("https://figshare.com/browse", "direct")]
    [InlineData("https://notfigshare.com/articles/1", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task An_article_is_listed_beyond_the_first_ten_files()
    {
        Article(5, 3, 23);

        SourcePlan plan = await _host.PlanAsync(_figshare.Address + "/articles/dataset/Brain/5");

        Assert.Equal(23, plan.Files.Count);
        Assert.Equal(("Brain MRI", "figshare", "3", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"), (plan.Name, plan.Provider, plan.Version, plan.Licence, plan.LicenceUrl));
        Assert.Equal("10.6084/m9.figshare.5.v3", plan.Doi);
        Assert.Equal(_figshare.Address + "/articles/dataset/Brain_MRI/5/3", plan.Pin);
    }

    [Fact]
    public async Task A_version_that_is_named_is_the_one_that_is_listed()
    {
        Article(5, 3, 1);
        Article(5, 2, 2, isNewest: false);

        Assert.Equal(2, (await _host.PlanAsync(_figshare.Address + "/articles/dataset/Brain/5/2")).Files.Count);
    }

    [Fact]
    public async Task A_file_comes_from_the_signed_host_and_the_key_stays_behind()
    {
        Article(5, 1, 1);
        _figshare.Redirect("/nd/files/1000", _store.Address + "/bucket/scan?X-Amz-Signature=abc");
        _store.File("/bucket/scan", Scan);
        SourceCredentials token = new(new(_figshare.Address), new Dictionary<string, string> { ["Authorization"] = "token secret" });
        SourcePlan plan = await _host.PlanAsync(_figshare.Address + "/articles/5", token);

        Assert.Equal(Scan, await _host.BytesAsync(_figshare.Address, plan, "scan0.nii", token));
        Assert.All(_figshare.Log, request => Assert.Equal("token secret", request.Header("Authorization")));
        Assert.All(_store.Log, request => Assert.Null(request.Header("Authorization")));
    }

    [Fact]
    public async Task Links_are_left_out_and_said_so()
    {
        _figshare.Json("/v2/articles/6", """{"id":6,"title":"Links","version":1,"size":5}""")
            .Json("/v2/articles/6/versions/1/files", """[{"id":1,"name":"a","is_link_only":true,"size":0,"download_url":"https://elsewhere.example/"},{"id":2,"name":"b.zip","size":5,"is_link_only":false,"computed_md5":""}]""");

        SourcePlan plan = await _host.PlanAsync(_figshare.Address + "/articles/6");

        Assert.Equal("b.zip", Assert.Single(plan.Files).Path);
        Assert.Null(plan.Files[0].Checksum);
        Assert.StartsWith(SourceCodes.LinkOnly, Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_falls_short_of_the_stated_size_is_marked()
    {
        _figshare.Json("/v2/articles/6", """{"id":6,"title":"Short","version":1,"size":500}""")
            .Json("/v2/articles/6/versions/1/files", """[{"id":2,"name":"b.zip","size":5,"is_link_only":false}]""");

        Assert.StartsWith("LISTING_SHORT", Assert.Single((await _host.PlanAsync(_figshare.Address + "/articles/6")).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_without_a_file_list_gives_the_files_of_the_article()
    {
        _figshare.Json("/v2/articles/6", """{"id":6,"title":"Old","version":1,"files":[{"id":2,"name":"b.zip","size":5}]}""")
            .Json("/v2/articles/6/versions/1/files", "{}", 404);

        Assert.Single((await _host.PlanAsync(_figshare.Address + "/articles/6")).Files);
    }

    [Theory]
    [InlineData(404, "{}", SourceCodes.NotFound)]
    [InlineData(403, "{}", SourceCodes.AccessNotGranted)]
    [InlineData(200, "<!doctype html><html>WAF</html>", SourceCodes.NotData)]
    public async Task An_article_that_cannot_be_had_is_refused(int status, string body, string code)
    {
        _figshare.Json("/v2/articles/9", body, status);

        Assert.Equal(code, await _host.RefusalAsync(_figshare.Address + "/articles/9"));
    }

    [Fact]
    public async Task Only_links_are_a_refusal()
    {
        _figshare.Json("/v2/articles/9", """{"id":9,"version":1}""").Json("/v2/articles/9/versions/1/files", """[{"id":1,"name":"a","is_link_only":true}]""");

        Assert.Equal(SourceCodes.LinkOnly, await _host.RefusalAsync(_figshare.Address + "/articles/9"));
    }

    [Fact]
    public async Task A_collection_is_its_articles()
    {
        _figshare.Json("/v2/collections/77", """{"id":77,"title":"Both","version":4,"doi":"10.6084/m9.figshare.c.77"}""")
            .On("/v2/collections/77/articles", context => StubSource.TextAsync(context, context.Request.Query["page"] == "1" ? """[{"id":5},{"id":6}]""" : "[]", "application/json"));
        Article(5, 1, 1);
        Article(6, 1, 2);

        SourcePlan plan = await _host.PlanAsync(_figshare.Address + "/collections/Both/77");

        Assert.Equal(["5/scan0.nii", "6/scan0.nii", "6/scan1.nii"], plan.Files.Select(file => file.Path));
        Assert.Equal(("Both", "CC BY 4.0"), (plan.Name, plan.Licence));
    }

    // The list comes ten by ten whatever is asked, as it does behind some gateways.
    private void Article(int id, int version, int count, bool isNewest = true)
    {
        string about = $$"""{"id":{{id}},"title":"Brain MRI","version":{{version}},"doi":"10.6084/m9.figshare.{{id}}.v{{version}}","license":{"name":"CC BY 4.0","url":"https://creativecommons.org/licenses/by/4.0/"},"url_public_html":"{{_figshare.Address}}/articles/dataset/Brain_MRI/{{id}}","size":{{count * Scan.Length}} }""";
        _figshare.Json($"/v2/articles/{id}/versions/{version}", about);
        if (isNewest)
            _figshare.Json($"/v2/articles/{id}", about);
        _figshare.On($"/v2/articles/{id}/versions/{version}/files", context =>
        {
            int page = int.Parse(context.Request.Query["page"].ToString(), CultureInfo.InvariantCulture);
            IEnumerable<string> files = Enumerable.Range(0, count).Skip((page - 1) * 10).Take(10)
                .Select(i => $$"""{"id":{{1000 + i}},"name":"scan{{i}}.nii","size":{{Scan.Length}},"is_link_only":false,"supplied_md5":"","computed_md5":"{{Md5}}","mimetype":"x","download_url":"https://ndownloader.figshare.com/files/{{1000 + i}}"}""");
            return StubSource.TextAsync(context, $"[{string.Join(',', files)}]", "application/json");
        });
    }

    private static string Md5 => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Scan));
}
