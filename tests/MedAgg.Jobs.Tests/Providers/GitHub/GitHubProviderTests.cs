using System.Security.Cryptography;
using System.Text;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.GitHub;

/// <summary>GitHub: commits behind branches with slashes, Git object names, LFS pointers, renamed and empty repositories, 60 questions an hour.</summary>
public sealed class GitHubProviderTests : IAsyncLifetime
{
    private const string Commit = "89abcdef0123456789abcdef0123456789abcdef";
    private static readonly byte[] Scan = "a small scan"u8.ToArray();
    private static readonly byte[] Heavy = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];
    private static readonly byte[] Pointer = Encoding.ASCII.GetBytes($"version https://git-lfs.github.com/spec/v1\noid sha256:{Convert.ToHexStringLower(SHA256.HashData(Heavy))}\nsize {Heavy.Length}\n");
    private static readonly byte[] Attributes = "*.nii filter=lfs diff=lfs merge=lfs -text\n"u8.ToArray();

    private StubSource _github = null!;
    private StubSource _signed = null!;
    private StubSource _site = null!;
    private ProviderHost _host = null!;

    // The site and the API are two hosts, as they are in the world.
    private string PrivatePage => _site.Address + "/lab/scans";

    private SourceCredentials ApiToken => new(new(_github.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer api-token" });

    private string Repository => _github.Address + "/lab/scans";

    public async ValueTask InitializeAsync()
    {
        _github = await StubSource.StartAsync();
        _signed = await StubSource.StartAsync();
        _site = await StubSource.StartAsync();
        _host = Host([]);
        About("lab/scans");
        Branch("main", Commit);
        Tree((".gitattributes", Attributes), ("data/a.nii", Pointer), ("data/notes.txt", Scan), ("README.md", Scan));
        _github.File($"/media/lab/scans/{Commit}/data/a.nii", Heavy);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _github.DisposeAsync();
        await _signed.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("https://github.com/lab/scans", "github")]
    [InlineData("https://github.com/lab/scans.git", "github")]
    [InlineData("https://github.com/lab/scans/tree/feature/x/data", "github")]
    [InlineData("https://github.com/lab/scans/blob/main/data/a.nii", "github")]
    [InlineData("https://raw.githubusercontent.com/lab/scans/main/data/a.nii", "github")]
    [InlineData("https://github.com/lab/scans/releases/tag/v1", "github")]
    [InlineData("https://github.com/lab/scans/releases/download/v1/a.zip", "github")]
    [InlineData("https://github.com/lab/scans/archive/refs/heads/main.zip", "github")]
    [InlineData("https://github.com/lab/scans/issues/4", "direct")]
    [InlineData("https://github.com/topics/ct", "direct")]
    [InlineData("https://github.com/lab", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task A_repository_is_pinned_to_its_commit_with_true_sizes_of_lfs_files()
    {
        SourcePlan plan = await _host.PlanAsync(Repository);

        Assert.Equal(("scans", "github", "MIT", Commit[..12], $"{Repository}/tree/{Commit}"), (plan.Name, plan.Provider, plan.Licence, plan.Version, plan.Pin));
        Assert.Equal([".gitattributes", "data/a.nii", "data/notes.txt", "README.md"], plan.Files.Select(file => file.Path));
        PlannedFile heavy = plan.Files[1];
        Assert.Equal((Heavy.Length, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Heavy))), (heavy.SizeBytes, heavy.Checksum));
        Assert.All(_github.Log, request => Assert.StartsWith("MedAgg/", request.Header("User-Agent"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_of_git_and_of_lfs_are_fetched_and_checked()
    {
        SourcePlan plan = await _host.PlanAsync(Repository);

        Assert.Equal(Scan, await _host.BytesAsync(Repository, plan, "data/notes.txt"));
        Assert.Equal(Heavy, await _host.BytesAsync(Repository, plan, "data/a.nii"));
    }

    [Fact]
    public async Task A_pointer_that_nothing_announced_is_followed()
    {
        Tree(("a.nii", Pointer));
        _github.File($"/media/lab/scans/{Commit}/a.nii", Heavy);
        SourcePlan plan = await _host.PlanAsync(Repository);

        Assert.Equal(Pointer.Length, plan.Files[0].SizeBytes);
        Assert.Equal(Heavy, await _host.BytesAsync(Repository, plan, "a.nii"));
    }

    [Fact]
    public async Task An_lfs_file_beyond_its_owners_quota_is_refused_and_never_its_pointer_taken()
    {
        SourcePlan plan = await _host.PlanAsync(Repository);
        _github.On($"/media/lab/scans/{Commit}/data/a.nii", context => StubSource.TextAsync(context, "This repository is over its data quota.", "text/plain", 403));

        Assert.Equal("GITHUB_LFS_FAILED", (await _host.FetchAsync(Repository, plan, "data/a.nii")).Refusal?.Code);
    }

    [Fact]
    public async Task A_file_of_another_content_is_refused_by_its_git_name()
    {
        SourcePlan plan = await _host.PlanAsync(Repository);
        _github.File($"/raw/lab/scans/{Commit}/data/notes.txt", "a small scam"u8.ToArray());

        Assert.Equal(SourceCodes.Mismatch, (await _host.FetchAsync(Repository, plan, "data/notes.txt")).Refusal?.Code);
    }

    [Theory]
    [InlineData("/tree/feature/x/data", "data/a.nii", "data/notes.txt")]
    [InlineData("/blob/feature/x/data/notes.txt", "data/notes.txt")]
    [InlineData("/archive/refs/heads/feature/x.zip", ".gitattributes", "data/a.nii", "data/notes.txt", "README.md")]
    public async Task A_branch_with_a_slash_is_told_from_the_path_behind_it(string place, params string[] expected)
    {
        Branch("feature/x", Commit);

        Assert.Equal(expected, (await _host.PlanAsync(Repository + place)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_renamed_repository_is_followed()
    {
        _github.Redirect("/api/repos/lab/old", "/api/repositories/77", 301).Json("/api/repositories/77", """{"full_name":"lab/scans","name":"scans","default_branch":"main","license":{"spdx_id":"NOASSERTION","name":"Other"} }""");

        SourcePlan plan = await _host.PlanAsync(_github.Address + "/lab/old");

        Assert.Equal((Repository, "Other"), (plan.LandingPage, plan.Licence));
    }

    [Fact]
    public async Task Links_and_submodules_are_left_out_and_said_so()
    {
        _github.Json($"/api/repos/lab/scans/git/trees/{Commit}", """{"sha":"x","truncated":false,"tree":[{"path":"a.txt","mode":"100644","type":"blob","sha":"aa","size":3},{"path":"up","mode":"120000","type":"blob","sha":"bb","size":9},{"path":"lib","mode":"160000","type":"commit","sha":"cc"},{"path":"d","mode":"040000","type":"tree","sha":"dd"}]}""");

        SourcePlan plan = await _host.PlanAsync(Repository);

        Assert.Equal("a.txt", Assert.Single(plan.Files).Path);
        Assert.Equal(["LINK_LEFT_OUT", "SUBMODULE_LEFT_OUT"], plan.Warnings.Select(warning => warning[..warning.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_tree_that_is_cut_off_is_read_folder_by_folder()
    {
        _github.On($"/api/repos/lab/scans/git/trees/{Commit}", context => StubSource.TextAsync(context, context.Request.Query.ContainsKey("recursive")
                ? """{"truncated":true,"tree":[{"path":"only.txt","mode":"100644","type":"blob","sha":"aa","size":1}]}"""
                : """{"truncated":false,"tree":[{"path":"data","mode":"040000","type":"tree","sha":"t1"},{"path":"z.txt","mode":"100644","type":"blob","sha":"zz","size":2}]}""", "application/json"))
            .Json("/api/repos/lab/scans/git/trees/t1", """{"truncated":false,"tree":[{"path":"b.txt","mode":"100644","type":"blob","sha":"bb","size":2}]}""");

        Assert.Equal(["z.txt", "data/b.txt"], (await _host.PlanAsync(Repository)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Many_files_come_as_one_archive_of_the_commit()
    {
        await using ProviderHost host = Host(new() { ["Providers:GitHub:MaxSeparateFiles"] = "3" });
        byte[] zip = ProviderHost.Zip(("scans-x/README.md", "x"));
        _github.Redirect($"/lab/scans/archive/{Commit}.zip", _signed.Address + "/legacy.zip");
        _signed.File("/legacy.zip", zip, "application/zip");

        SourcePlan plan = await host.PlanAsync(Repository);

        Assert.Equal((4, Commit), (plan.Contents.Count, Assert.Single(plan.Files).Stamp));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("LFS_NOT_IN_ARCHIVE", StringComparison.Ordinal));
        Assert.Equal(zip, await host.BytesAsync(Repository, plan, plan.Files[0].Path));
    }

    [Fact]
    public async Task A_release_is_its_files_with_their_digests()
    {
        _github.Json("/api/repos/lab/scans/releases/tags/v1.0", $$"""{"tag_name":"v1.0","name":"First","body":"Notes","assets":[{"id":5,"name":"set.zip","size":{{Heavy.Length}},"digest":"sha256:{{Convert.ToHexStringLower(SHA256.HashData(Heavy))}}","updated_at":"2024"},{"id":6,"name":"old.zip","size":3,"digest":null,"updated_at":"2023"}]}""")
            .Redirect("/lab/scans/releases/download/v1.0/set.zip", _signed.Address + "/github-production?sig=1");
        _signed.File("/github-production", Heavy);

        SourcePlan plan = await _host.PlanAsync(Repository + "/releases/tag/v1.0");
        SourcePlan one = await _host.PlanAsync(Repository + "/releases/download/v1.0/old.zip");

        Assert.Equal(("scans First", "v1.0"), (plan.Name, plan.Version));
        Assert.Equal(["set.zip", "old.zip"], plan.Files.Select(file => file.Path));
        Assert.Equal((null, "6@2023"), (plan.Files[1].Checksum, plan.Files[1].Stamp));
        Assert.Equal("old.zip", Assert.Single(one.Files).Path);
        Assert.Equal(Heavy, await _host.BytesAsync(Repository, plan, "set.zip"));
    }

    [Fact]
    public async Task A_release_without_files_is_its_tag()
    {
        _github.Json("/api/repos/lab/scans/releases/latest", """{"tag_name":"v2","assets":[]}""");
        Branch("v2", Commit);

        Assert.Equal(4, (await _host.PlanAsync(Repository + "/releases")).Files.Count);
    }

    [Fact]
    public async Task A_private_repository_comes_from_the_api_with_the_token_and_from_nowhere_else()
    {
        SourceCredentials token = new(new(_github.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer ghp_x" });
        Tree(("data/notes.txt", Scan));
        _github.File($"/api/repos/lab/scans/git/blobs/{GitSha(Scan)}", Scan, "application/vnd.github.raw+json");

        SourcePlan plan = await _host.PlanAsync(Repository, token);

        Assert.Equal(Scan, await _host.BytesAsync(Repository, plan, "data/notes.txt", token));
        Assert.DoesNotContain(_github.Log, request => request.Path.StartsWith("/raw/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Authorization", "Bearer git-token", true)]
    [InlineData("Authorization", "Basic eC1hY2Nlc3MtdG9rZW46Z2l0LXRva2Vu", false)] // x-access-token:git-token
    public async Task Lfs_files_of_a_private_repository_come_as_git_asks_for_them(string header, string value, bool isAnnounced)
    {
        Private(isAnnounced);
        Lfs($$"""{"href":"{{_signed.Address}}/objects/heavy?sig=1","header":{"X-Ticket":"t1"},"expires_in":600}""");
        _signed.File("/objects/heavy", Heavy);
        SourceCredentials git = new(new(_site.Address), new Dictionary<string, string> { [header] = value });

        await using ProviderHost host = PrivateHost();
        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken, further: [git]);
        byte[] content = await host.BytesAsync(PrivatePage, plan, "data/a.nii", ApiToken, [git]);

        Assert.Equal(Heavy, content);
        Assert.Equal(isAnnounced ? Heavy.Length : Pointer.Length, plan.Files.Single(file => file.Path == "data/a.nii").SizeBytes);
        Assert.Empty(plan.Warnings);
        StubRequest question = Assert.Single(_site.Log);
        Assert.Equal(("POST", "/lab/scans.git/info/lfs/objects/batch", "Basic eC1hY2Nlc3MtdG9rZW46Z2l0LXRva2Vu"), (question.Method, question.Path, question.Header("Authorization")));
        Assert.StartsWith("application/vnd.git-lfs+json", question.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Heavy)), question.Body, StringComparison.Ordinal);
        StubRequest fetched = Assert.Single(_signed.Log);
        Assert.Equal(("t1", null), (fetched.Header("X-Ticket"), fetched.Header("Authorization")));
    }

    [Fact]
    public async Task A_signed_place_that_ran_out_is_asked_for_once_more()
    {
        Private(isAnnounced: true);
        _site.On("/lab/scans.git/info/lfs/objects/batch", (context, before) => StubSource.TextAsync(context, Batch($$"""{"href":"{{_signed.Address}}/objects/{{before}}"}"""), "application/vnd.git-lfs+json"));
        _signed.On("/objects/0", context => StubSource.TextAsync(context, "expired", "text/plain", 403)).File("/objects/1", Heavy);
        await using ProviderHost host = PrivateHost();
        SourceCredentials git = new(new(_site.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer git-token" });

        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken, further: [git]);

        Assert.Equal(Heavy, await host.BytesAsync(PrivatePage, plan, "data/a.nii", ApiToken, [git]));
    }

    [Fact]
    public async Task Without_a_credential_for_the_site_the_plan_says_what_is_missing_and_the_token_of_the_api_is_not_shown_there()
    {
        Private(isAnnounced: true);
        _site.Json("/lab/scans.git/info/lfs/objects/batch", """{"message":"Credentials needed"}""", 401);
        await using ProviderHost host = PrivateHost();

        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken);
        FetchedFile fetched = await host.FetchAsync(PrivatePage, plan, "data/a.nii", ApiToken);

        Assert.StartsWith("CREDENTIALS_MISSING: 1 files", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Equal(SourceCodes.CredentialsMissing, fetched.Refusal?.Code);
        Assert.All(_site.Log, request => Assert.Null(request.Header("Authorization")));
    }

    [Theory]
    [InlineData(401, "{}", SourceCodes.CredentialsRefused)]
    [InlineData(403, "{}", "GITHUB_LFS_FAILED")]
    [InlineData(200, """{"objects":[{"oid":"<oid>","error":{"code":404,"message":"Object does not exist"}}]}""", "GITHUB_LFS_FAILED")]
    [InlineData(200, """{"objects":[]}""", "GITHUB_LFS_FAILED")]
    [InlineData(200, """{"objects":[{"oid":"<oid>","actions":{"download":{"href":"file:///etc/passwd"}}}]}""", UrlCodes.SchemeNotAllowed)]
    [InlineData(200, """{"objects":[{"oid":"<oid>","actions":{"download":{"href":"http://169.254.169.254/x"}}}]}""", UrlCodes.AddressNotPublic)]
    public async Task What_git_lfs_does_not_give_is_refused_with_its_reason(int status, string answer, string code)
    {
        Private(isAnnounced: true);
        _site.Json("/lab/scans.git/info/lfs/objects/batch", answer.Replace("<oid>", Convert.ToHexStringLower(SHA256.HashData(Heavy)), StringComparison.Ordinal), status);
        await using ProviderHost host = PrivateHost();
        SourceCredentials git = new(new(_site.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer git-token" });
        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken, further: [git]);

        Assert.Equal(code, (await host.FetchAsync(PrivatePage, plan, "data/a.nii", ApiToken, further: [git])).Refusal?.Code);
    }

    [Theory]
    [InlineData("/api/repos/lab/scans", 404, SourceCodes.NotFound)]
    [InlineData("/api/repos/lab/scans", 451, SourceCodes.Forbidden)]
    [InlineData("/api/repos/lab/scans/commits/main", 409, SourceCodes.Empty)]
    [InlineData("/api/repos/lab/scans/commits/main", 422, SourceCodes.NotFound)]
    public async Task What_cannot_be_had_is_refused_with_its_reason(string path, int status, string code)
    {
        _github.Json(path, """{"message":"no"}""", status);

        Assert.Equal(code, await _host.RefusalAsync(Repository));
    }

    [Fact]
    public async Task A_used_up_hour_is_said_with_its_end()
    {
        _github.On("/api/repos/lab/scans", context =>
        {
            context.Response.Headers["x-ratelimit-limit"] = "60";
            context.Response.Headers["x-ratelimit-remaining"] = "0";
            context.Response.Headers["x-ratelimit-reset"] = TimeProvider.System.GetUtcNow().AddMinutes(37).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
            return StubSource.TextAsync(context, """{"message":"API rate limit exceeded"}""", "application/json", 403);
        });

        Resolution resolution = await _host.ResolveAsync(Repository);

        Assert.Equal(SourceCodes.RateLimited, resolution.Refusal?.Code);
        Assert.Contains("37 min", resolution.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("5,000", resolution.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, _github.Asked("/api/repos/lab/scans"));
    }

    private ProviderHost Host(Dictionary<string, string?> settings)
    {
        settings["Providers:GitHub:BaseUrl"] = _github.Address;
        settings["Providers:GitHub:ApiUrl"] = _github.Address + "/api";
        settings["Providers:GitHub:RawUrl"] = _github.Address + "/raw";
        settings["Providers:GitHub:MediaUrl"] = _github.Address + "/media";
        return new(settings, _github, _signed);
    }

    private ProviderHost PrivateHost() => new(
        new()
        {
            ["Providers:GitHub:BaseUrl"] = _site.Address,
            ["Providers:GitHub:ApiUrl"] = _github.Address + "/api",
            ["Providers:GitHub:RawUrl"] = _github.Address + "/raw",
            ["Providers:GitHub:MediaUrl"] = _github.Address + "/media",
        },
        _github, _signed, _site);

    private void Private(bool isAnnounced)
    {
        _github.Json("/api/repos/lab/scans", """{"full_name":"lab/scans","name":"scans","default_branch":"main","private":true}""");
        (string Path, byte[] Bytes)[] files = isAnnounced ? [(".gitattributes", Attributes), ("data/a.nii", Pointer)] : [("data/a.nii", Pointer)];
        Tree(files);
        foreach ((string _, byte[] bytes) in files)
            _github.File($"/api/repos/lab/scans/git/blobs/{GitSha(bytes)}", bytes, "application/vnd.github.raw+json");
    }

    private void Lfs(string download) => _site.On("/lab/scans.git/info/lfs/objects/batch", context => StubSource.TextAsync(context, Batch(download), "application/vnd.git-lfs+json"));

    private static string Batch(string download) =>
        $$"""{"transfer":"basic","objects":[{"oid":"{{Convert.ToHexStringLower(SHA256.HashData(Heavy))}}","size":{{Heavy.Length}},"authenticated":true,"actions":{"download":{{download}} } }]}""";

    private void About(string repository) => _github.Json(
        $"/api/repos/{repository}", $$"""{"full_name":"{{repository}}","name":"scans","default_branch":"main","private":false,"description":"Scans","license":{"spdx_id":"MIT"} }""");

    private void Branch(string name, string commit) => _github.Json($"/api/repos/lab/scans/commits/{name}", $$"""{"sha":"{{commit}}"}""");

    private void Tree(params (string Path, byte[] Bytes)[] files)
    {
        string list = string.Join(',', files.Select(file => $$"""{"path":"{{file.Path}}","mode":"100644","type":"blob","sha":"{{GitSha(file.Bytes)}}","size":{{file.Bytes.Length}} }"""));
        _github.Json($"/api/repos/lab/scans/git/trees/{Commit}", $$"""{"sha":"{{Commit}}","truncated":false,"tree":[{{list}}]}""");
        foreach ((string path, byte[] bytes) in files)
            _github.File($"/raw/lab/scans/{Commit}/{path}", bytes, "text/plain; charset=utf-8");
    }

    private static string GitSha(byte[] content) =>
#pragma warning disable CA5350 // Git names its objects so
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
