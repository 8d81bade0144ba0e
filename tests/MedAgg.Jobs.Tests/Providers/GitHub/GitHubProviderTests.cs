using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.GitHub;

/// <summary>GitHub: commits behind branches with slashes, Git object names, LFS pointers, renamed and empty repositories, 60 questions an hour.</summary>
public sealed class GitHubProviderTests : GitHubTestBase
{
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
        SourcePlan plan = await Provider.PlanAsync(Repository);

        Assert.Equal(("scans", "github", "MIT", Commit[..12], $"{Repository}/tree/{Commit}"), (plan.Name, plan.Provider, plan.Licence, plan.Version, plan.Pin));
        Assert.Equal([".gitattributes", "data/a.nii", "data/notes.txt", "README.md"], plan.Files.Select(file => file.Path));
        PlannedFile heavy = plan.Files[1];
        Assert.Equal((Heavy.Length, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Heavy))), (heavy.SizeBytes, heavy.Checksum));
        Assert.All(GitHub.Log, request => Assert.StartsWith("MedAgg/", request.Header("User-Agent"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_of_git_and_of_lfs_are_fetched_and_checked()
    {
        SourcePlan plan = await Provider.PlanAsync(Repository);

        Assert.Equal(Scan, await Provider.BytesAsync(Repository, plan, "data/notes.txt"));
        Assert.Equal(Heavy, await Provider.BytesAsync(Repository, plan, "data/a.nii"));
    }

    [Fact]
    public async Task A_pointer_that_nothing_announced_is_followed()
    {
        Tree(("a.nii", Pointer));
        GitHub.File($"/media/lab/scans/{Commit}/a.nii", Heavy);
        SourcePlan plan = await Provider.PlanAsync(Repository);

        Assert.Equal(Pointer.Length, plan.Files[0].SizeBytes);
        Assert.Equal(Heavy, await Provider.BytesAsync(Repository, plan, "a.nii"));
    }

    [Fact]
    public async Task An_lfs_file_beyond_its_owners_quota_is_refused_and_never_its_pointer_taken()
    {
        SourcePlan plan = await Provider.PlanAsync(Repository);
        GitHub.On($"/media/lab/scans/{Commit}/data/a.nii", context => StubSource.TextAsync(context, "This repository is over its data quota.", "text/plain", 403));

        Assert.Equal("GITHUB_LFS_FAILED", (await Provider.FetchAsync(Repository, plan, "data/a.nii")).Refusal?.Code);
    }

    [Fact]
    public async Task A_file_of_another_content_is_refused_by_its_git_name()
    {
        SourcePlan plan = await Provider.PlanAsync(Repository);
        GitHub.File($"/raw/lab/scans/{Commit}/data/notes.txt", "a small scam"u8.ToArray());

        Assert.Equal(SourceCodes.Mismatch, (await Provider.FetchAsync(Repository, plan, "data/notes.txt")).Refusal?.Code);
    }

    [Theory]
    [InlineData("/tree/feature/x/data", "data/a.nii", "data/notes.txt")]
    [InlineData("/blob/feature/x/data/notes.txt", "data/notes.txt")]
    [InlineData("/archive/refs/heads/feature/x.zip", ".gitattributes", "data/a.nii", "data/notes.txt", "README.md")]
    public async Task A_branch_with_a_slash_is_told_from_the_path_behind_it(string place, params string[] expected)
    {
        Branch("feature/x", Commit);

        Assert.Equal(expected, (await Provider.PlanAsync(Repository + place)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_renamed_repository_is_followed()
    {
        GitHub.Redirect("/api/repos/lab/old", "/api/repositories/77", 301).Json("/api/repositories/77", """{"full_name":"lab/scans","name":"scans","default_branch":"main","license":{"spdx_id":"NOASSERTION","name":"Other"} }""");

        SourcePlan plan = await Provider.PlanAsync(GitHub.Address + "/lab/old");

        Assert.Equal((Repository, "Other"), (plan.LandingPage, plan.Licence));
    }

    [Fact]
    public async Task Links_and_submodules_are_left_out_and_said_so()
    {
        GitHub.Json($"/api/repos/lab/scans/git/trees/{Commit}", """{"sha":"x","truncated":false,"tree":[{"path":"a.txt","mode":"100644","type":"blob","sha":"aa","size":3},{"path":"up","mode":"120000","type":"blob","sha":"bb","size":9},{"path":"lib","mode":"160000","type":"commit","sha":"cc"},{"path":"d","mode":"040000","type":"tree","sha":"dd"}]}""");

        SourcePlan plan = await Provider.PlanAsync(Repository);

        Assert.Equal("a.txt", Assert.Single(plan.Files).Path);
        Assert.Equal(["LINK_LEFT_OUT", "SUBMODULE_LEFT_OUT"], plan.Warnings.Select(warning => warning[..warning.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_tree_that_is_cut_off_is_read_folder_by_folder()
    {
        GitHub.On($"/api/repos/lab/scans/git/trees/{Commit}", context => StubSource.TextAsync(context, context.Request.Query.ContainsKey("recursive")
                ? """{"truncated":true,"tree":[{"path":"only.txt","mode":"100644","type":"blob","sha":"aa","size":1}]}"""
                : """{"truncated":false,"tree":[{"path":"data","mode":"040000","type":"tree","sha":"t1"},{"path":"z.txt","mode":"100644","type":"blob","sha":"zz","size":2}]}""", "application/json"))
            .Json("/api/repos/lab/scans/git/trees/t1", """{"truncated":false,"tree":[{"path":"b.txt","mode":"100644","type":"blob","sha":"bb","size":2}]}""");

        Assert.Equal(["z.txt", "data/b.txt"], (await Provider.PlanAsync(Repository)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Many_files_come_as_one_archive_of_the_commit()
    {
        await using ProviderHost host = Host(new() { ["Providers:GitHub:MaxSeparateFiles"] = "3" });
        byte[] zip = ProviderHost.Zip(("scans-x/README.md", "x"));
        GitHub.Redirect($"/lab/scans/archive/{Commit}.zip", Signed.Address + "/legacy.zip");
        Signed.File("/legacy.zip", zip, "application/zip");

        SourcePlan plan = await host.PlanAsync(Repository);

        Assert.Equal((4, Commit), (plan.Contents.Count, Assert.Single(plan.Files).Stamp));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("LFS_NOT_IN_ARCHIVE", StringComparison.Ordinal));
        Assert.Equal(zip, await host.BytesAsync(Repository, plan, plan.Files[0].Path));
    }

    [Fact]
    public async Task A_release_is_its_files_with_their_digests()
    {
        GitHub.Json("/api/repos/lab/scans/releases/tags/v1.0", $$"""{"tag_name":"v1.0","name":"First","body":"Notes","assets":[{"id":5,"name":"set.zip","size":{{Heavy.Length}},"digest":"sha256:{{Convert.ToHexStringLower(SHA256.HashData(Heavy))}}","updated_at":"2024"},{"id":6,"name":"old.zip","size":3,"digest":null,"updated_at":"2023"}]}""")
            .Redirect("/lab/scans/releases/download/v1.0/set.zip", Signed.Address + "/github-production?sig=1");
        Signed.File("/github-production", Heavy);

        SourcePlan plan = await Provider.PlanAsync(Repository + "/releases/tag/v1.0");
        SourcePlan one = await Provider.PlanAsync(Repository + "/releases/download/v1.0/old.zip");

        Assert.Equal(("scans First", "v1.0"), (plan.Name, plan.Version));
        Assert.Equal(["set.zip", "old.zip"], plan.Files.Select(file => file.Path));
        Assert.Equal((null, "6@2023"), (plan.Files[1].Checksum, plan.Files[1].Stamp));
        Assert.Equal("old.zip", Assert.Single(one.Files).Path);
        Assert.Equal(Heavy, await Provider.BytesAsync(Repository, plan, "set.zip"));
    }

    [Fact]
    public async Task A_release_without_files_is_its_tag()
    {
        GitHub.Json("/api/repos/lab/scans/releases/latest", """{"tag_name":"v2","assets":[]}""");
        Branch("v2", Commit);

        Assert.Equal(4, (await Provider.PlanAsync(Repository + "/releases")).Files.Count);
    }

    [Theory]
    [InlineData("/api/repos/lab/scans", 404, SourceCodes.NotFound)]
    [InlineData("/api/repos/lab/scans", 451, SourceCodes.Forbidden)]
    [InlineData("/api/repos/lab/scans/commits/main", 409, SourceCodes.Empty)]
    [InlineData("/api/repos/lab/scans/commits/main", 422, SourceCodes.NotFound)]
    public async Task What_cannot_be_had_is_refused_with_its_reason(string path, int status, string code)
    {
        GitHub.Json(path, """{"message":"no"}""", status);

        Assert.Equal(code, await Provider.RefusalAsync(Repository));
    }

    [Fact]
    public async Task A_used_up_hour_is_said_with_its_end()
    {
        GitHub.On("/api/repos/lab/scans", context =>
        {
            context.Response.Headers["x-ratelimit-limit"] = "60";
            context.Response.Headers["x-ratelimit-remaining"] = "0";
            context.Response.Headers["x-ratelimit-reset"] = TimeProvider.System.GetUtcNow().AddMinutes(37).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
            return StubSource.TextAsync(context, """{"message":"API rate limit exceeded"}""", "application/json", 403);
        });

        Resolution resolution = await Provider.ResolveAsync(Repository);

        Assert.Equal(SourceCodes.RateLimited, resolution.Refusal?.Code);
        Assert.Contains("37 min", resolution.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("5,000", resolution.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, GitHub.Asked("/api/repos/lab/scans"));
    }
}
