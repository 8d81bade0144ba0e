using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.HuggingFace;

/// <summary>The hub: commits, pages by Link, LFS hashes, 401 for what does not exist, a CDN behind each file.</summary>
public sealed class HuggingFaceProviderTests : IAsyncLifetime
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private static readonly byte[] Large = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
    private static readonly byte[] Small = "label,file\n1,a.png\n"u8.ToArray();

    private StubSource _hub = null!;
    private StubSource _cdn = null!;
    private ProviderHost _host = null!;

    private string Set => _hub.Address + "/datasets/lab/chest";

    public async ValueTask InitializeAsync()
    {
        _hub = await StubSource.StartAsync();
        _cdn = await StubSource.StartAsync();
        _host = new(new() { ["Providers:HuggingFace:BaseUrl"] = _hub.Address }, _hub, _cdn);
        About("lab/chest", "false");
        string tree = $"/api/datasets/lab/chest/tree/{Commit}";
        _hub.On(tree, context =>
        {
            bool isSecond = context.Request.Query["cursor"] == "c2";
            if (!isSecond)
                context.Response.Headers.Link = $"<{_hub.Address}{tree}?recursive=true&expand=false&cursor=c2>; rel=\"next\"";
            return StubSource.TextAsync(context, isSecond
                ? $$"""[{"type":"file","path":"data/big file.parquet","size":5000,"oid":"aa","lfs":{"oid":"{{Convert.ToHexStringLower(SHA256.HashData(Large))}}","size":5000,"pointerSize":130},"xetHash":"x"}]"""
                : $$"""[{"type":"directory","path":"data","size":0,"oid":"bb"},{"type":"file","path":"labels.csv","size":{{Small.Length}},"oid":"{{GitSha(Small)}}"},{"type":"file","path":".gitattributes","size":1,"oid":"cc"}]""", "application/json");
        });
        _hub.File($"/datasets/lab/chest/resolve/{Commit}/labels.csv", Small, "text/plain; charset=utf-8");
        _hub.Redirect($"/datasets/lab/chest/resolve/{Commit}/data/big file.parquet", _cdn.Address + "/repos/x?Signature=s");
        _cdn.File("/repos/x", Large);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _hub.DisposeAsync();
        await _cdn.DisposeAsync();
    }

    [Theory]
    [InlineData("https://huggingface.co/datasets/lab/chest", "huggingface")]
    [InlineData("https://huggingface.co/datasets/lab/chest/tree/main/data", "huggingface")]
    [InlineData("https://huggingface.co/datasets/lab/chest/resolve/main/data/a.zip", "huggingface")]
    [InlineData("https://huggingface.co/datasets/squad", "huggingface")]
    [InlineData("https://hf.co/datasets/lab/chest", "huggingface")]
    [InlineData("hf://datasets/lab/chest@v1/data", "huggingface")]
    [InlineData("https://huggingface.co/lab/a-model", "direct")]
    [InlineData("https://huggingface.co.example.org/datasets/a/b", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task A_dataset_is_pinned_to_its_commit_and_listed_over_all_pages()
    {
        SourcePlan plan = await _host.PlanAsync(Set);

        Assert.Equal(("Chest", "huggingface", "cc-by-4.0", Commit[..12], DatasetAccess.Open), (plan.Name, plan.Provider, plan.Licence, plan.Version, plan.Access));
        Assert.Equal($"{Set}/tree/{Commit}", plan.Pin);
        Assert.Equal(["labels.csv", ".gitattributes", "data/big file.parquet"], plan.Files.Select(file => file.Path));
        Assert.StartsWith("git-sha1:", plan.Files[0].Checksum, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", plan.Files[2].Checksum, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_kinds_of_files_are_fetched_and_checked()
    {
        SourceCredentials token = new(new(_hub.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer hf_x" });
        SourcePlan plan = await _host.PlanAsync(Set, token);

        Assert.Equal(Small, await _host.BytesAsync(Set, plan, "labels.csv", token));
        Assert.Equal(Large, await _host.BytesAsync(Set, plan, "data/big file.parquet", token));
        Assert.All(_cdn.Log, request => Assert.Null(request.Header("Authorization")));
    }

    [Fact]
    public async Task A_small_file_with_another_content_is_refused_by_its_git_name()
    {
        SourcePlan plan = await _host.PlanAsync(Set);
        _hub.File($"/datasets/lab/chest/resolve/{Commit}/labels.csv", [.. Small.Reverse()]);

        Assert.Equal(SourceCodes.Mismatch, (await _host.FetchAsync(Set, plan, "labels.csv")).Refusal?.Code);
    }

    [Fact]
    public async Task One_file_is_taken_from_its_folder()
    {
        _hub.Json("/api/datasets/lab/chest/revision/main", $$"""{"id":"lab/chest","sha":"{{Commit}}"}""")
            .Json($"/api/datasets/lab/chest/tree/{Commit}/data", """[{"type":"file","path":"data/a.zip","size":5,"oid":"a"},{"type":"file","path":"data/b.zip","size":6,"oid":"b"}]""");

        Assert.Equal("data/b.zip", Assert.Single((await _host.PlanAsync(Set + "/resolve/main/data/b.zip")).Files).Path);
    }

    [Fact]
    public async Task A_renamed_dataset_is_found_under_its_new_name()
    {
        _hub.Redirect("/api/datasets/old/name", "/api/datasets/lab/chest", 307);

        Assert.Equal(Set, (await _host.PlanAsync(_hub.Address + "/datasets/old/name")).LandingPage);
    }

    [Theory]
    [InlineData(401, "RepoNotFound", SourceCodes.NotFound)]
    [InlineData(401, "GatedRepo", SourceCodes.AccessNotGranted)]
    [InlineData(403, "GatedRepo", SourceCodes.AccessNotGranted)]
    [InlineData(404, "RevisionNotFound", SourceCodes.NotFound)]
    [InlineData(401, null, SourceCodes.Forbidden)]
    public async Task What_the_hub_refuses_is_told_from_its_error_code(int status, string? error, string code)
    {
        _hub.On("/api/datasets/lab/hidden", context =>
        {
            if (error is not null)
                context.Response.Headers["X-Error-Code"] = error;
            return StubSource.TextAsync(context, """{"error":"Invalid username or password."}""", "application/json", status);
        });

        Assert.Equal(code, await _host.RefusalAsync(_hub.Address + "/datasets/lab/hidden"));
    }

    [Fact]
    public async Task A_gated_dataset_is_described_and_needs_a_token_for_its_files()
    {
        About("lab/gated", "\"manual\"");
        _hub.Json($"/api/datasets/lab/gated/tree/{Commit}", """[{"type":"file","path":"a.zip","size":1,"oid":"x"}]""");
        SourceCredentials token = new(new(_hub.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer hf_x" });

        SourcePlan closed = await _host.PlanAsync(_hub.Address + "/datasets/lab/gated");
        Assert.Equal(("Chest", DatasetAccess.Gated, true, 0), (closed.Name, closed.Access, closed.IsWithheld, closed.Files.Count));
        SourcePlan open = await _host.PlanAsync(_hub.Address + "/datasets/lab/gated", token);
        Assert.Equal((DatasetAccess.Gated, false, 1), (open.Access, open.IsWithheld, open.Files.Count));
    }

    [Fact]
    public async Task A_token_whose_account_is_not_admitted_yet_gets_the_description_alone()
    {
        About("lab/gated", "\"manual\"");
        _hub.On($"/api/datasets/lab/gated/tree/{Commit}", context =>
        {
            context.Response.Headers["X-Error-Code"] = "GatedRepo";
            return StubSource.TextAsync(context, "{}", "application/json", 403);
        });
        SourceCredentials token = new(new(_hub.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer hf_x" });

        SourcePlan plan = await _host.PlanAsync(_hub.Address + "/datasets/lab/gated", token);

        Assert.Equal((true, 0), (plan.IsWithheld, plan.Files.Count));
        Assert.Contains("no access yet", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_dataset_is_refused()
    {
        About("lab/empty", "false");
        _hub.Json($"/api/datasets/lab/empty/tree/{Commit}", """[{"type":"file","path":".gitattributes","size":1,"oid":"x"}]""");

        Assert.Equal(SourceCodes.Empty, await _host.RefusalAsync(_hub.Address + "/datasets/lab/empty"));
    }

    [Fact]
    public async Task The_hubs_own_limit_header_is_waited_for()
    {
        _hub.On("/api/datasets/lab/busy", (context, before) =>
        {
            if (before > 0)
                return StubSource.TextAsync(context, $$"""{"id":"lab/chest","sha":"{{Commit}}"}""", "application/json");
            context.Response.Headers["ratelimit"] = "\"api\";r=0;t=1";
            context.Response.Headers["ratelimit-policy"] = "\"fixed window\";\"api\";q=500;w=300";
            return StubSource.TextAsync(context, "", "text/plain", 429);
        });

        Assert.Equal(3, (await _host.PlanAsync(_hub.Address + "/datasets/lab/busy")).Files.Count);
    }

    [Fact]
    public async Task A_part_is_chosen_by_patterns_and_bytes()
    {
        SourcePlan named = await _host.PlanAsync(Set, choice: new SourceChoice { Include = ["data/**"], Exclude = ["*.csv"] });
        SourcePlan small = await _host.PlanAsync(Set, choice: new SourceChoice { MaxBytes = 100 });

        Assert.Equal(("data/big file.parquet", 2), (Assert.Single(named.Files).Path, named.FilesLeftOut));
        Assert.Equal(["labels.csv", ".gitattributes"], small.Files.Select(file => file.Path));
        Assert.Equal(SourceCodes.ChoiceEmpty, (await _host.ResolveAsync(Set, choice: new SourceChoice { Include = ["*.nii"] })).Refusal?.Code);
        Assert.Equal(SourceCodes.ChoiceNotPossible, (await _host.ResolveAsync(Set, choice: new SourceChoice { PerClass = 5 })).Refusal?.Code);
    }

    private void About(string id, string gated) => _hub.Json(
        $"/api/datasets/{id}", $$"""{"id":"{{id}}","sha":"{{Commit}}","gated":{{gated}},"private":false,"cardData":{"license":"cc-by-4.0","pretty_name":"Chest"},"siblings":[{"rfilename":"x"}]}""");

    private static string GitSha(byte[] content) =>
#pragma warning disable CA5350 // Git names its objects so
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
