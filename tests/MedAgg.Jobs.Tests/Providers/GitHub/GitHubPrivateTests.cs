using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.GitHub;

/// <summary>Private repositories of GitHub: blobs from the API, LFS files as Git asks for them, and no secret at the wrong host.</summary>
public sealed class GitHubPrivateTests : GitHubTestBase
{
    // The site and the API are two hosts, as they are in the world.
    private string PrivatePage => Site.Address + "/lab/scans";

    private SourceCredentials ApiToken => new(new(GitHub.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer api-token" });

    [Fact]
    public async Task A_private_repository_comes_from_the_api_with_the_token_and_from_nowhere_else()
    {
        SourceCredentials token = new(new(GitHub.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer ghp_x" });
        Tree(("data/notes.txt", Scan));
        GitHub.File($"/api/repos/lab/scans/git/blobs/{GitSha(Scan)}", Scan, "application/vnd.github.raw+json");

        SourcePlan plan = await Provider.PlanAsync(Repository, token);

        Assert.Equal(Scan, await Provider.BytesAsync(Repository, plan, "data/notes.txt", token));
        Assert.DoesNotContain(GitHub.Log, request => request.Path.StartsWith("/raw/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Authorization", "Bearer git-token", true)]
    [InlineData("Authorization", "Basic eC1hY2Nlc3MtdG9rZW46Z2l0LXRva2Vu", false)] // x-access-token:git-token
    public async Task Lfs_files_of_a_private_repository_come_as_git_asks_for_them(string header, string value, bool isAnnounced)
    {
        Private(isAnnounced);
        Lfs($$"""{"href":"{{Signed.Address}}/objects/heavy?sig=1","header":{"X-Ticket":"t1"},"expires_in":600}""");
        Signed.File("/objects/heavy", Heavy);
        SourceCredentials git = new(new(Site.Address), new Dictionary<string, string> { [header] = value });

        await using ProviderHost host = PrivateHost();
        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken, further: [git]);
        byte[] content = await host.BytesAsync(PrivatePage, plan, "data/a.nii", ApiToken, [git]);

        Assert.Equal(Heavy, content);
        Assert.Equal(isAnnounced ? Heavy.Length : Pointer.Length, plan.Files.Single(file => file.Path == "data/a.nii").SizeBytes);
        Assert.Empty(plan.Warnings);
        StubRequest question = Assert.Single(Site.Log);
        Assert.Equal(("POST", "/lab/scans.git/info/lfs/objects/batch", "Basic eC1hY2Nlc3MtdG9rZW46Z2l0LXRva2Vu"), (question.Method, question.Path, question.Header("Authorization")));
        Assert.StartsWith("application/vnd.git-lfs+json", question.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Heavy)), question.Body, StringComparison.Ordinal);
        StubRequest fetched = Assert.Single(Signed.Log);
        Assert.Equal(("t1", null), (fetched.Header("X-Ticket"), fetched.Header("Authorization")));
    }

    [Fact]
    public async Task A_signed_place_that_ran_out_is_asked_for_once_more()
    {
        Private(isAnnounced: true);
        Site.On("/lab/scans.git/info/lfs/objects/batch", (context, before) => StubSource.TextAsync(context, Batch($$"""{"href":"{{Signed.Address}}/objects/{{before}}"}"""), "application/vnd.git-lfs+json"));
        Signed.On("/objects/0", context => StubSource.TextAsync(context, "expired", "text/plain", 403)).File("/objects/1", Heavy);
        await using ProviderHost host = PrivateHost();
        SourceCredentials git = new(new(Site.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer git-token" });

        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken, further: [git]);

        Assert.Equal(Heavy, await host.BytesAsync(PrivatePage, plan, "data/a.nii", ApiToken, [git]));
    }

    [Fact]
    public async Task Without_a_credential_for_the_site_the_plan_says_what_is_missing_and_the_token_of_the_api_is_not_shown_there()
    {
        Private(isAnnounced: true);
        Site.Json("/lab/scans.git/info/lfs/objects/batch", """{"message":"Credentials needed"}""", 401);
        await using ProviderHost host = PrivateHost();

        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken);
        FetchedFile fetched = await host.FetchAsync(PrivatePage, plan, "data/a.nii", ApiToken);

        Assert.StartsWith("CREDENTIALS_MISSING: 1 files", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Equal(SourceCodes.CredentialsMissing, fetched.Refusal?.Code);
        Assert.All(Site.Log, request => Assert.Null(request.Header("Authorization")));
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
        Site.Json("/lab/scans.git/info/lfs/objects/batch", answer.Replace("<oid>", Convert.ToHexStringLower(SHA256.HashData(Heavy)), StringComparison.Ordinal), status);
        await using ProviderHost host = PrivateHost();
        SourceCredentials git = new(new(Site.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer git-token" });
        SourcePlan plan = await host.PlanAsync(PrivatePage, ApiToken, further: [git]);

        Assert.Equal(code, (await host.FetchAsync(PrivatePage, plan, "data/a.nii", ApiToken, further: [git])).Refusal?.Code);
    }

    private ProviderHost PrivateHost() => new(
        new()
        {
            ["Providers:GitHub:BaseUrl"] = Site.Address,
            ["Providers:GitHub:ApiUrl"] = GitHub.Address + "/api",
            ["Providers:GitHub:RawUrl"] = GitHub.Address + "/raw",
            ["Providers:GitHub:MediaUrl"] = GitHub.Address + "/media",
        },
        GitHub, Signed, Site);

    private void Private(bool isAnnounced)
    {
        GitHub.Json("/api/repos/lab/scans", """{"full_name":"lab/scans","name":"scans","default_branch":"main","private":true}""");
        (string Path, byte[] Bytes)[] files = isAnnounced ? [(".gitattributes", Attributes), ("data/a.nii", Pointer)] : [("data/a.nii", Pointer)];
        Tree(files);
        foreach ((string _, byte[] bytes) in files)
            GitHub.File($"/api/repos/lab/scans/git/blobs/{GitSha(bytes)}", bytes, "application/vnd.github.raw+json");
    }

    private void Lfs(string download) => Site.On("/lab/scans.git/info/lfs/objects/batch", context => StubSource.TextAsync(context, Batch(download), "application/vnd.git-lfs+json"));

    private static string Batch(string download) =>
        $$"""{"transfer":"basic","objects":[{"oid":"{{Convert.ToHexStringLower(SHA256.HashData(Heavy))}}","size":{{Heavy.Length}},"authenticated":true,"actions":{"download":{{download}} } }]}""";
}
