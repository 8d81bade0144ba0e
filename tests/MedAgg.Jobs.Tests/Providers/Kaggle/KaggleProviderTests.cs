using System.Security.Cryptography;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.Kaggle;

/// <summary>Kaggle: keys, page tokens, a ZIP packed on request behind a signed address with its hash in a header, rules that are not accepted.</summary>
public sealed class KaggleProviderTests : IAsyncLifetime
{
    private static readonly byte[] Archive = ProviderHost.Zip(("train/a.png", "a"), ("labels.csv", "file,label\n"));

    private StubSource _kaggle = null!;
    private StubSource _store = null!;
    private ProviderHost _host = null!;
    private SourceCredentials _key = null!;

    public async ValueTask InitializeAsync()
    {
        _kaggle = await StubSource.StartAsync();
        _store = await StubSource.StartAsync();
        _key = new(new(_kaggle.Address), new Dictionary<string, string> { ["Authorization"] = "Basic " + Convert.ToBase64String("u:0123"u8) });
        _kaggle.Gate = async context =>
        {
            if (context.Request.Headers.Authorization == _key.Headers["Authorization"])
                return false;
            await StubSource.TextAsync(context, """{"code":401,"message":"Unauthenticated"}""", "application/json", 401);
            return true;
        };
        _host = new(new() { ["Providers:Kaggle:BaseUrl"] = _kaggle.Address }, _kaggle, _store);
        Dataset("ann", "xray", 3, 450);
        _kaggle.Redirect("/api/v1/datasets/download/ann/xray", _store.Address + "/kaggle-data-sets/1/2.zip?X-Goog-Signature=s");
        _store.File("/kaggle-data-sets/1/2.zip", Archive, "application/zip", ("x-goog-hash", $"crc32c=AAAAAA==,md5={Convert.ToBase64String(MD5.HashData(Archive))}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _kaggle.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("https://www.kaggle.com/datasets/ann/xray", "kaggle")]
    [InlineData("https://www.kaggle.com/datasets/ann/xray/versions/2/data", "kaggle")]
    [InlineData("https://kaggle.com/ann/xray", "kaggle")]
    [InlineData("https://www.kaggle.com/code/ann/my-notebook", "kaggle")]
    [InlineData("https://www.kaggle.com/c/rsna-pneumonia", "kaggle")]
    [InlineData("https://www.kaggle.com/competitions/rsna-pneumonia/data", "kaggle")]
    [InlineData("https://www.kaggle.com/learn/intro", "direct")]
    [InlineData("https://www.kaggle.com/datasets", "direct")]
    public async Task An_address_is_recognised(string address, string provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Fact]
    public async Task A_dataset_is_described_over_all_pages_and_fetched_as_one_archive()
    {
        SourcePlan plan = await _host.PlanAsync(_kaggle.Address + "/datasets/ann/xray", _key);

        Assert.Equal(("Chest X-ray", "kaggle", "3", "CC BY 4.0", DatasetAccess.Registration), (plan.Name, plan.Provider, plan.Version, plan.Licence, plan.Access));
        Assert.Equal(_kaggle.Address + "/datasets/ann/xray/versions/3", plan.Pin);
        Assert.Equal(450, plan.Contents.Count);
        Assert.Equal(("xray.zip", (long?)null), (Assert.Single(plan.Files).Path, plan.SizeBytes));
        Assert.Equal(3, _kaggle.Asked("/api/v1/datasets/list/ann/xray"));
        Assert.Equal(Archive, await _host.BytesAsync(_kaggle.Address, plan, "xray.zip", _key));
    }

    [Fact]
    public async Task The_key_stays_with_kaggle()
    {
        SourcePlan plan = await _host.PlanAsync(_kaggle.Address + "/datasets/ann/xray", _key);
        await _host.BytesAsync(_kaggle.Address, plan, "xray.zip", _key);

        Assert.NotEmpty(_store.Log);
        Assert.All(_store.Log, request => Assert.Null(request.Header("Authorization")));
        Assert.DoesNotContain("X-Goog-Signature", plan.Files[0].Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_is_not_what_its_header_says_is_refused()
    {
        SourcePlan plan = await _host.PlanAsync(_kaggle.Address + "/datasets/ann/xray", _key);
        _store.File("/kaggle-data-sets/1/2.zip", Archive[..^1], "application/zip", ("x-goog-hash", $"md5={Convert.ToBase64String(MD5.HashData(Archive))}"));

        Assert.Equal(SourceCodes.Mismatch, (await _host.FetchAsync(_kaggle.Address, plan, "xray.zip", _key)).Refusal?.Code);
    }

    [Fact]
    public async Task A_part_is_fetched_file_by_file_and_waits_when_told_to()
    {
        SourcePlan plan = await _host.PlanAsync(_kaggle.Address + "/datasets/ann/xray", _key, new SourceChoice { Include = ["img/1.png"] });
        _kaggle.On("/api/v1/datasets/download/ann/xray/img/1.png", (context, before) =>
        {
            if (before > 0)
                return StubSource.FileAsync(context, [1, 2, 3], "image/png");
            context.Response.Headers.RetryAfter = "1";
            return StubSource.TextAsync(context, "Too Many Requests", "text/plain", 429);
        });

        Assert.Equal("img/1.png", Assert.Single(plan.Files).Path);
        Assert.Equal([1, 2, 3], await _host.BytesAsync(_kaggle.Address, plan, "img/1.png", _key));
    }

    [Fact]
    public async Task Without_a_key_the_refusal_says_where_to_store_one()
    {
        Resolution resolution = await _host.ResolveAsync(_kaggle.Address + "/datasets/ann/xray");

        Assert.Equal(SourceCodes.CredentialsMissing, resolution.Refusal?.Code);
        Assert.Contains("127.0.0.1", resolution.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_said_to_be_wrong()
    {
        SourceCredentials wrong = new(new(_kaggle.Address), new Dictionary<string, string> { ["Authorization"] = "Basic d3Jvbmc6" });

        Assert.Equal(SourceCodes.CredentialsRefused, await _host.RefusalAsync(_kaggle.Address + "/datasets/ann/xray", wrong));
    }

    [Theory]
    [InlineData(404, "{}", SourceCodes.NotFound)]
    [InlineData(403, "{}", SourceCodes.AccessNotGranted)]
    [InlineData(200, """{"errorMessage":"Dataset was deleted"}""", SourceCodes.BadAnswer)]
    [InlineData(200, "<!DOCTYPE html><html><title>Sign in</title>", SourceCodes.NotData)]
    public async Task A_dataset_that_cannot_be_had_is_refused(int status, string body, string code)
    {
        _kaggle.Json("/api/v1/datasets/view/ann/gone", body, status);

        Assert.Equal(code, await _host.RefusalAsync(_kaggle.Address + "/datasets/ann/gone", _key));
    }

    [Fact]
    public async Task A_notebook_is_its_inputs()
    {
        Dataset("ben", "masks", 1, 2);
        _kaggle.Json("/api/v1/kernels/pull", """{"metadata":{"title":"Train a U-Net","datasetDataSources":["ann/xray","ben/masks"],"competitionDataSources":["rsna"],"kernelDataSources":["ann/prep"],"modelDataSources":[]},"blob":{"source":"..."} }""")
            .Json("/api/v1/competitions/data/list/rsna", """{"code":403,"message":"You must accept this competition's rules"}""", 403);

        SourcePlan plan = await _host.PlanAsync(_kaggle.Address + "/code/ann/train-a-u-net", _key);

        Assert.Equal(("Train a U-Net", "kaggle", "CC BY 4.0"), (plan.Name, plan.Provider, plan.Licence));
        Assert.Equal(["xray.zip", "masks.zip"], plan.Files.Select(file => file.Path));
        Assert.Equal(452, plan.Contents.Count);
        Assert.Contains("xray.zip!/img/0.png", plan.Contents.Select(file => file.Path));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith(SourceCodes.AccessNotGranted, StringComparison.Ordinal) && warning.Contains("rules", StringComparison.Ordinal));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("INPUT_LEFT_OUT", StringComparison.Ordinal));
        Assert.Equal("?userName=ann&kernelSlug=train-a-u-net", _kaggle.Log[0].Query);
    }

    [Fact]
    public async Task A_competition_gives_its_data_to_those_who_accepted_its_rules()
    {
        _kaggle.Json("/api/v1/competitions/data/list/rsna", """{"code":403,"message":"You must accept this competition's rules"}""", 403)
            .Json("/api/v1/competitions/data/list/open", """{"files":[{"name":"train.csv","totalBytes":5}]}""");

        Assert.Equal(SourceCodes.AccessNotGranted, await _host.RefusalAsync(_kaggle.Address + "/c/rsna", _key));
        SourcePlan plan = await _host.PlanAsync(_kaggle.Address + "/competitions/open/data", _key);
        Assert.Equal((DatasetAccess.Competition, "open.zip", 1), (plan.Access, plan.Files[0].Path, plan.Contents.Count));
    }

    [Fact]
    public async Task A_notebook_without_inputs_is_refused()
    {
        _kaggle.Json("/api/v1/kernels/pull", """{"metadata":{"title":"Empty","datasetDataSources":[]},"blob":{} }""");

        Assert.Equal(SourceCodes.Empty, await _host.RefusalAsync(_kaggle.Address + "/code/ann/empty", _key));
    }

    private void Dataset(string owner, string slug, int version, int count)
    {
        _kaggle.Json($"/api/v1/datasets/view/{owner}/{slug}", $$"""{"id":1,"ref":"{{owner}}/{{slug}}","title":"Chest X-ray","licenseName":"CC BY 4.0","currentVersionNumber":{{version}},"isPrivate":false,"subtitle":"Images","files":[]}""");
        _kaggle.On($"/api/v1/datasets/list/{owner}/{slug}", context =>
        {
            string token = context.Request.Query["pageToken"].ToString();
            int from = token.Length == 0 ? 0 : int.Parse(token.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
            string files = string.Join(',', Enumerable.Range(from, Math.Min(200, count - from)).Select(i => $$"""{"name":"img/{{i}}.png","totalBytes":{{i}},"creationDate":"2024-01-01"}"""));
            string next = from + 200 < count ? $"CfDJ+8/at={from + 200}" : "";
            return StubSource.TextAsync(context, $$"""{"datasetFiles":[{{files}}],"nextPageToken":"{{next}}","errorMessage":""}""", "application/json");
        });
    }
}
