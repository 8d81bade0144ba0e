using System.Security.Cryptography;
using System.Text;

namespace MedAgg.Testing;

/// <summary>The repositories that the product knows, each on loopback with the same small ZIP, so that one journey can be walked for all of them.</summary>
public sealed class StubSites : IAsyncDisposable
{
    private const string Commit = "89abcdef0123456789abcdef0123456789abcdef";

    private readonly byte[] _zip;
    private readonly Dictionary<string, StubSource> _sites = [];

    private StubSites(byte[] zip) => _zip = zip;

    /// <summary>Name and password that the Kaggle of this test takes.</summary>
    public static (string User, string Key) KaggleKey => ("ann", "0123456789abcdef");

    /// <summary>Provider id and an address for each.</summary>
    public IReadOnlyDictionary<string, string> Addresses => new Dictionary<string, string>
    {
        ["zenodo"] = Of("zenodo") + "/records/100",
        ["figshare"] = Of("figshare") + "/articles/dataset/Set/5",
        ["huggingface"] = Of("huggingface") + "/datasets/lab/set",
        ["kaggle"] = Of("kaggle") + "/datasets/ann/set",
        ["github"] = Of("github") + "/lab/set",
        ["s3"] = $"s3://open-data/set/?endpoint={Of("s3")}",
        ["page"] = Of("page") + "/set/",
        ["direct"] = Of("page") + "/set/set.zip",
    };

    /// <summary>Base addresses of the providers and the hosts that may be asked, as configuration keys with colons.</summary>
    public Dictionary<string, string?> Settings()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Providers:Zenodo:BaseUrl"] = Of("zenodo"),
            ["Providers:Figshare:BaseUrl"] = Of("figshare"),
            ["Providers:Figshare:ApiUrl"] = Of("figshare") + "/v2",
            ["Providers:Figshare:DownloadUrl"] = Of("figshare") + "/nd",
            ["Providers:HuggingFace:BaseUrl"] = Of("huggingface"),
            ["Providers:Kaggle:BaseUrl"] = Of("kaggle"),
            ["Providers:GitHub:BaseUrl"] = Of("github"),
            ["Providers:GitHub:ApiUrl"] = Of("github") + "/api",
            ["Providers:GitHub:RawUrl"] = Of("github") + "/raw",
            ["Providers:GitHub:MediaUrl"] = Of("github") + "/media",
        };
        foreach ((int index, StubSource site) in _sites.Values.Index())
            settings[$"Fetching:AllowedPrivateHosts:{index + 10}"] = site.Host;
        return settings;
    }

    /// <summary>The stub of a provider.</summary>
    public StubSource Site(string provider) => _sites[provider];

    public static async Task<StubSites> StartAsync(byte[] zip)
    {
        StubSites sites = new(zip);
        foreach (string name in (string[])["zenodo", "figshare", "huggingface", "kaggle", "github", "s3", "page", "cdn"])
            sites._sites[name] = await StubSource.StartAsync();
        sites.Fill();
        return sites;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (StubSource site in _sites.Values)
            await site.DisposeAsync();
    }

    private string Of(string name) => _sites[name].Address;

    private void Fill()
    {
        string md5 = Convert.ToHexStringLower(MD5.HashData(_zip));
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(_zip));
        _sites["cdn"].File("/signed/set.zip", _zip, "application/zip", ("x-goog-hash", "md5=" + Convert.ToBase64String(MD5.HashData(_zip))));
        string signed = Of("cdn") + "/signed/set.zip?Signature=short-lived";

        _sites["zenodo"].Redirect("/api/records/100", "/api/records/101", 301)
            .Json("/api/records/101", $$"""{"id":101,"doi":"10.5281/zenodo.101","metadata":{"title":"Set of zenodo","version":"v1","license":{"id":"cc-by-4.0"},"access_right":"open"},"files":[{"key":"set.zip","size":{{_zip.Length}},"checksum":"md5:{{md5}}"}]}""")
            .File("/records/101/files/set.zip", _zip, "application/zip");

        _sites["figshare"].Json("/v2/articles/5", """{"id":5,"title":"Set of figshare","version":2,"license":{"name":"CC BY 4.0"} }""")
            .Json("/v2/articles/5/versions/2/files", $$"""[{"id":1,"name":"set.zip","size":{{_zip.Length}},"computed_md5":"{{md5}}"}]""")
            .Redirect("/nd/files/1", signed);

        _sites["huggingface"].Json("/api/datasets/lab/set", $$"""{"id":"lab/set","sha":"{{Commit}}","gated":false,"cardData":{"license":"cc-by-4.0","pretty_name":"Set of huggingface"} }""")
            .Json($"/api/datasets/lab/set/tree/{Commit}", $$"""[{"type":"file","path":"set.zip","size":{{_zip.Length}},"oid":"x","lfs":{"oid":"{{sha256}}","size":{{_zip.Length}} } }]""")
            .Redirect($"/datasets/lab/set/resolve/{Commit}/set.zip", signed);

        string key = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{KaggleKey.User}:{KaggleKey.Key}"));
        _sites["kaggle"].Gate = async context =>
        {
            if (context.Request.Headers.Authorization == key)
                return false;
            await StubSource.TextAsync(context, """{"code":401,"message":"Unauthenticated"}""", "application/json", 401);
            return true;
        };
        _sites["kaggle"].Json("/api/v1/datasets/view/ann/set", """{"title":"Set of kaggle","licenseName":"CC BY 4.0","currentVersionNumber":3}""")
            .Json("/api/v1/datasets/list/ann/set", """{"datasetFiles":[{"name":"a.png","totalBytes":5}],"nextPageToken":""}""")
            .Redirect("/api/v1/datasets/download/ann/set", signed);

        _sites["github"].Json("/api/repos/lab/set", """{"full_name":"lab/set","name":"set","default_branch":"main","license":{"spdx_id":"MIT"} }""")
            .Json("/api/repos/lab/set/commits/main", $$"""{"sha":"{{Commit}}"}""")
            .Json($"/api/repos/lab/set/git/trees/{Commit}", $$"""{"truncated":false,"tree":[{"path":"set.zip","mode":"100644","type":"blob","sha":"{{GitName(_zip)}}","size":{{_zip.Length}} }]}""")
            .File($"/raw/lab/set/{Commit}/set.zip", _zip, "application/zip");

        _sites["s3"].On("/open-data", context => StubSource.TextAsync(
                context,
                $"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>set/set.zip</Key><ETag>\"{md5}\"</ETag><Size>{_zip.Length}</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>",
                "application/xml"))
            .File("/open-data/set/set.zip", _zip, "application/zip");

        _sites["page"].Page("/set/", $"""<html><head><title>Index of /set/</title></head><body><h1>Index of /set/</h1><pre><a href="../">../</a><a href="set.zip">set.zip</a>  12-Jun-2025 14:21  {_zip.Length}</pre></body></html>""")
            .File("/set/set.zip", _zip, "application/zip");
    }

    private static string GitName(byte[] content) =>
#pragma warning disable CA5350 // Git names its objects so
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
