using System.Security.Cryptography;
using System.Text;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.GitHub;

/// <summary>A GitHub of stubs: site and API, places that others sign, one repository.</summary>
public abstract class GitHubTestBase : IAsyncLifetime
{
    protected const string Commit = "89abcdef0123456789abcdef0123456789abcdef";
    protected static readonly byte[] Scan = "a small scan"u8.ToArray();
    protected static readonly byte[] Heavy = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];
    protected static readonly byte[] Pointer = Encoding.ASCII.GetBytes($"version https://git-lfs.github.com/spec/v1\noid sha256:{Convert.ToHexStringLower(SHA256.HashData(Heavy))}\nsize {Heavy.Length}\n");
    protected static readonly byte[] Attributes = "*.nii filter=lfs diff=lfs merge=lfs -text\n"u8.ToArray();

    protected StubSource GitHub { get; private set; } = null!;

    protected StubSource Signed { get; private set; } = null!;

    protected StubSource Site { get; private set; } = null!;

    private protected ProviderHost Provider { get; private set; } = null!;

    protected string Repository => GitHub.Address + "/lab/scans";

    public async ValueTask InitializeAsync()
    {
        GitHub = await StubSource.StartAsync();
        Signed = await StubSource.StartAsync();
        Site = await StubSource.StartAsync();
        Provider = Host([]);
        About("lab/scans");
        Branch("main", Commit);
        Tree((".gitattributes", Attributes), ("data/a.nii", Pointer), ("data/notes.txt", Scan), ("README.md", Scan));
        GitHub.File($"/media/lab/scans/{Commit}/data/a.nii", Heavy);
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await GitHub.DisposeAsync();
        await Signed.DisposeAsync();
        await Site.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected ProviderHost Host(Dictionary<string, string?> settings)
    {
        settings["Providers:GitHub:BaseUrl"] = GitHub.Address;
        settings["Providers:GitHub:ApiUrl"] = GitHub.Address + "/api";
        settings["Providers:GitHub:RawUrl"] = GitHub.Address + "/raw";
        settings["Providers:GitHub:MediaUrl"] = GitHub.Address + "/media";
        return new(settings, GitHub, Signed);
    }

    protected void About(string repository) => GitHub.Json(
        $"/api/repos/{repository}", $$"""{"full_name":"{{repository}}","name":"scans","default_branch":"main","private":false,"description":"Scans","license":{"spdx_id":"MIT"} }""");

    protected void Branch(string name, string commit) => GitHub.Json($"/api/repos/lab/scans/commits/{name}", $$"""{"sha":"{{commit}}"}""");

    protected void Tree(params (string Path, byte[] Bytes)[] files)
    {
        string list = string.Join(',', files.Select(file => $$"""{"path":"{{file.Path}}","mode":"100644","type":"blob","sha":"{{GitSha(file.Bytes)}}","size":{{file.Bytes.Length}} }"""));
        GitHub.Json($"/api/repos/lab/scans/git/trees/{Commit}", $$"""{"sha":"{{Commit}}","truncated":false,"tree":[{{list}}]}""");
        foreach ((string path, byte[] bytes) in files)
            GitHub.File($"/raw/lab/scans/{Commit}/{path}", bytes, "text/plain; charset=utf-8");
    }

    protected static string GitSha(byte[] content) =>
#pragma warning disable CA5350 // Git names its objects so
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
