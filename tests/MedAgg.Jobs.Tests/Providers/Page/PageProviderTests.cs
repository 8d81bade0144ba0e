using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Providers.Page;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.Page;

/// <summary>Folders as web servers list them, and pages with links.</summary>
public sealed class PageProviderTests : IAsyncLifetime
{
    private const string Nginx =
        """
        <html><head><title>Index of /set/</title></head><body><h1>Index of /set/</h1><hr><pre><a href="../">../</a>
        <a href="p1/">p1/</a>                                             12-Jun-2025 14:21                   -
        <a href="a%20very%20long%20name%20that%20is%20cut%20off%20in%20the%20text.nii.gz">a very long name that is cut off in the text.ni..&gt;</a> 12-Jun-2025 14:21                1234
        <a href="labels.csv">labels.csv</a>                               12-Jun-2025 14:21                   7
        </pre><hr></body></html>
        """;

    private const string ApacheTable =
        """
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><html><head><title>Index of /set</title></head><body><h1>Index of /set</h1>
        <table><tr><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th><th><a href="?C=S;O=A">Size</a></th></tr>
        <tr><td></td><td><a href="/">Parent Directory</a></td><td>&nbsp;</td><td align="right">  - </td></tr>
        <tr><td></td><td><a href="p1/">p1/</a></td><td align="right">2025-06-12 14:21  </td><td align="right">  - </td></tr>
        <tr><td></td><td><a href="big.zip">big.zip</a></td><td align="right">2025-06-12 14:21  </td><td align="right">1.2M</td></tr>
        <tr><td></td><td><a href="labels.csv">labels.csv</a></td><td align="right">2025-06-12 14:21  </td><td align="right">  7 </td></tr></table></body></html>
        """;

    private const string ApachePlain =
        """
        <html><head><title>Index of /set</title></head><body><h1>Index of /set</h1><pre><img src="/icons/blank.gif"> <a href="?C=N;O=D">Name</a> <a href="?C=S;O=A">Size</a><hr>
        <a href="/">Parent Directory</a>                             -
        <a href="p1/">p1/</a>                    2025-06-12 14:21    -
        <a href="big.zip">big.zip</a>            2025-06-12 14:21  1.2M
        <a href="labels.csv">labels.csv</a>      2025-06-12 14:21    7
        </pre></body></html>
        """;

    private const string Iis =
        """
        <html><head><title>scans.example - /set/</title></head><body><H1>scans.example - /set/</H1><hr><pre><A HREF="/">[To Parent Directory]</A><br><br>
         6/12/2025  2:21 PM        &lt;dir&gt; <A HREF="/set/p1/">p1</A><br> 6/12/2025  2:21 PM            7 <A HREF="/set/labels.csv">labels.csv</A><br></pre><hr></body></html>
        """;

    private const string Inner = """<html><head><title>Index of /set/p1/</title></head><body><pre><a href="../">../</a><a href="1.dcm">1.dcm</a>  12-Jun-2025 14:21  3</pre></body></html>""";

    private static readonly byte[] Labels = "a,b\n1,2"u8.ToArray();

    private StubSource _web = null!;
    private StubSource _other = null!;
    private ProviderHost _host = null!;

    private string Set => _web.Address + "/set/";

    public async ValueTask InitializeAsync()
    {
        _web = await StubSource.StartAsync();
        _other = await StubSource.StartAsync();
        _host = new([], _web, _other);
        _web.Page("/set/p1/", Inner).File("/set/labels.csv", Labels, "text/csv").File("/set/p1/1.dcm", [1, 2, 3]).File("/set/big.zip", new byte[1_258_291], "application/zip");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _web.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(Nginx, "a very long name that is cut off in the text.nii.gz", 1234L)]
    [InlineData(ApacheTable, "big.zip", 1_258_291L)]
    [InlineData(ApachePlain, "big.zip", 1_258_291L)]
    [InlineData(Iis, null, 0L)]
    public async Task A_listing_is_followed_into_its_folders(string html, string? more, long size)
    {
        _web.Page("/set/", html);

        SourcePlan plan = await _host.PlanAsync(Set);

        Assert.Equal(("page", "set"), (plan.Provider, plan.Name));
        string[] expected = more is null ? ["labels.csv", "p1/1.dcm"] : [more, "labels.csv", "p1/1.dcm"];
        Assert.Equal(expected, plan.Files.Select(file => file.Path));
        Assert.Equal((7L, 3L), (plan.Files[^2].SizeBytes, plan.Files[^1].SizeBytes));
        if (more is not null)
            Assert.Equal(size, plan.Files[0].SizeBytes);
        Assert.Equal(Labels, await _host.BytesAsync(Set, plan, "labels.csv"));
    }

    [Fact]
    public async Task A_folder_without_its_slash_is_found_through_the_redirect()
    {
        _web.Redirect("/set", "/set/", 301).Page("/set/", Nginx);

        Assert.Equal(3, (await _host.PlanAsync(_web.Address + "/set")).Files.Count);
    }

    [Fact]
    public async Task The_json_of_nginx_is_a_listing_too()
    {
        _web.Json("/set/", """[{"name":"p1","type":"directory","mtime":"Thu, 12 Jun 2025 14:21:00 GMT"},{"name":"labels.csv","type":"file","mtime":"x","size":7}]""")
            .Json("/set/p1/", """[{"name":"1.dcm","type":"file","size":3}]""");

        Assert.Equal(["labels.csv", "p1/1.dcm"], (await _host.PlanAsync(Set)).Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("SHA256SUMS.txt", "{0} labels.csv\n{0}  p1/other.dcm\n")]
    [InlineData("SHA256SUMS", "{0}  ./labels.csv\r\n")]
    [InlineData("sha256sum.txt", "{0} *labels.csv\n")]
    [InlineData("checksums.txt", "SHA256 (labels.csv) = {0}\n")]
    [InlineData("labels.csv.sha256", "{0}\n")]
    public async Task Checksums_that_lie_beside_the_data_are_compared(string name, string lines)
    {
        string sum = Convert.ToHexStringLower(SHA256.HashData(Labels));
        _web.Page("/set/", $"""<title>Index of /set/</title><pre><a href="{name}">{name}</a> <a href="labels.csv">labels.csv</a></pre>""")
            .File($"/set/{name}", System.Text.Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, lines, sum)), "text/plain");

        SourcePlan plan = await _host.PlanAsync(Set);

        Assert.Equal("sha256:" + sum, plan.Files.Single(file => file.Path == "labels.csv").Checksum);
        _web.File("/set/labels.csv", "tampered"u8.ToArray(), "text/csv");
        Assert.Equal(SourceCodes.Mismatch, (await _host.FetchAsync(Set, plan, "labels.csv")).Refusal?.Code);
    }

    [Fact]
    public async Task Links_that_lead_out_of_the_folder_are_not_followed()
    {
        _web.Page("/set/", $"""<title>Index of /set/</title><pre><a href="../secret.zip">x</a><a href="/other/y.zip">y</a><a href="{_other.Address}/set/z.zip">z</a><a href="%2e%2e/%2e%2e/etc/passwd">w</a><a href="..%2fup.zip">v</a><a href="?C=N;O=D">s</a><a href="#top">t</a><a href="a\b.zip">u</a><a href="labels.csv?x=1">q</a><a href="labels.csv">l</a></pre>""");

        Assert.Equal("labels.csv", Assert.Single((await _host.PlanAsync(Set)).Files).Path);
        Assert.Empty(_other.Log);
    }

    [Fact]
    public async Task A_listing_that_leads_round_in_a_circle_ends()
    {
        _web.Page("/set/", """<title>Index of /set/</title><pre><a href="p1/">p1/</a><a href="./">.</a><a href="labels.csv">l</a></pre>""")
            .Page("/set/p1/", """<title>Index of /set/p1/</title><pre><a href="/set/p1/">self</a><a href="1.dcm">1.dcm</a></pre>""");

        Assert.Equal(2, (await _host.PlanAsync(Set)).Files.Count);
    }

    [Fact]
    public async Task A_listing_without_end_is_refused()
    {
        await using ProviderHost host = new(new() { ["Providers:Page:MaxFolders"] = "10", ["Providers:Page:MaxDepth"] = "64" }, _web);
        _web.Gate = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith('/'))
                return false;
            await StubSource.TextAsync(context, """<title>Index of /</title><a href="a/">a/</a><a href="b/">b/</a>""", "text/html");
            return true;
        };

        Assert.Equal(SourceCodes.ListingTooLong, await host.RefusalAsync(_web.Address + "/endless/"));
    }

    [Fact]
    public async Task A_folder_that_is_closed_is_left_out_and_said_so()
    {
        _web.Page("/set/", Nginx).Page("/set/p1/", "no", 403);

        Assert.StartsWith(SourceCodes.Forbidden, Assert.Single((await _host.PlanAsync(Set)).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_gives_its_links_to_data()
    {
        _other.File("/files/masks.tar.gz", [1, 2], "application/gzip");
        _web.Page("/about.html", $$"""
            <html><head><title>Our set</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Dataset","name":"Knee MRI","license":"https://creativecommons.org/licenses/by/4.0/","version":"2.1","identifier":"https://doi.org/10.1234/knee","distribution":[{"@type":"DataDownload","contentUrl":"/set/big.zip","contentSize":"1258291"}]}</script></head>
            <body><h1>Knee</h1><a href="/set/labels.csv">labels</a> <a href="{{_other.Address}}/files/masks.tar.gz">masks</a> <a href="/contact">contact</a> <a href="mailto:a@b.c">mail</a> <a href="javascript:void(0)">x</a></body></html>
            """);

        SourcePlan plan = await _host.PlanAsync(_web.Address + "/about.html");

        Assert.Equal(("Knee MRI", "2.1", "https://creativecommons.org/licenses/by/4.0/", "10.1234/knee"), (plan.Name, plan.Version, plan.Licence, plan.Doi));
        Assert.Equal(["big.zip", "labels.csv", "masks.tar.gz"], plan.Files.Select(file => file.Path));
        Assert.Equal([1_258_291L, 7L, 2L], plan.Files.Select(file => file.SizeBytes));
        Assert.Equal([1, 2], await _host.BytesAsync(_web.Address, plan, "masks.tar.gz"));
    }

    [Theory]
    [InlineData("<html><form><input type=\"password\"></form></html>", SourceCodes.CredentialsMissing)]
    [InlineData("<html><body>Nothing here</body></html>", SourceCodes.NotData)]
    public async Task A_page_without_data_is_refused(string html, string code)
    {
        _web.Page("/login", html);

        Assert.Equal(code, await _host.RefusalAsync(_web.Address + "/login"));
    }

    [Fact]
    public async Task A_login_page_in_place_of_a_listed_file_is_refused()
    {
        _web.Page("/set/", Nginx);
        SourcePlan plan = await _host.PlanAsync(Set);
        _web.Page("/set/labels.csv", "<!doctype html><html><form><input type=password></form></html>");

        Assert.Equal(SourceCodes.NotData, (await _host.FetchAsync(Set, plan, "labels.csv")).Refusal?.Code);
    }

    [Theory]
    [InlineData("SHA256SUMS.txt", true)]
    [InlineData("a/md5sum.txt", true)]
    [InlineData("MD5SUMS", true)]
    [InlineData("CHECKSUMS", true)]
    [InlineData("scan.zip.md5", true)]
    [InlineData("checksum_study.csv", false)]
    [InlineData("md5.py", false)]
    public void A_file_of_checksums_is_told_by_its_name(string path, bool expected) => Assert.Equal(expected, ChecksumFiles.Is(path));
}
