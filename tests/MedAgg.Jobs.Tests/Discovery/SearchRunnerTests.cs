using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Ingestion;
using MedAgg.Jobs.Tests.Providers;
using MedAgg.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Tests.Discovery;

/// <summary>All providers at once on one loopback host, each under its own path, with their manners.</summary>
public sealed class SearchRunnerTests : IAsyncLifetime
{
    private StubSource _services = null!;
    private JobsHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _services = await StubSource.StartAsync();
        _services
            .Json("/zenodo/api/records", """{"hits":{"total":41,"hits":[{"id":101,"doi":"10.5281/zenodo.101","metadata":{"title":"Chest <i>CT</i>","description":"<p>Scans</p>","license":{"id":"cc-by-4.0"},"access_right":"open","publication_date":"2024-05-01","keywords":["CT"]},"files":[{"key":"a.zip","size":7},{"key":"b.zip","size":5}]},{"nothing":1}]}}""")
            .Json("/hf/api/datasets", """[{"id":"ns/chest","gated":"manual","private":false,"description":"X-rays","createdAt":"2023-01-02T00:00:00Z","tags":["license:cc-by-nc-4.0","modality:image","region:us","chest"]},{"id":"ns/hidden","private":true}]""")
            .Json("/kaggle/api/v1/datasets/list", "{\"code\":401}", 401)
            .Json("/idc/collections", """{"collections":[{"collection_id":"cmmd","collection_name":"CMMD","cancer_types":"Breast Cancer","tumor_locations":"Breast","subjects":1775,"description":"<p>Mammograms with chest wall</p>"},{"collection_id":"nlst","collection_name":"NLST","cancer_types":"Lung Cancer","tumor_locations":"Chest","subjects":26254}]}""")
            .Json("/openneuro/crn/graphql", """{"data":{"datasets":{"edges":[{"node":{"id":"ds000224","created":"2020-01-01T00:00:00Z","latestSnapshot":{"tag":"1.0.1","size":900,"description":{"Name":"Midnight scans","License":"CC0","DatasetDOI":"doi:10.18112/openneuro.ds000224.v1.0.1"},"summary":{"modalities":["MRI"],"subjects":["01","02"]}}}}],"pageInfo":{"count":1}}}}""")
            .Json("/figshare/v2/articles/search", """[{"id":77,"title":"Chest set","doi":"10.6084/m9.figshare.77","url_public_html":"https://figshare.com/articles/dataset/Chest/77","published_date":"2022-02-02T00:00:00Z"}]""")
            .Json("/dataverse/api/search", """{"status":"OK","data":{"total_count":3,"items":[{"name":"Chest scans","type":"dataset","global_id":"doi:10.7910/DVN/ABC","description":"Chest","published_at":"2021-01-01T00:00:00Z","subjects":["Medicine"]}]}}""");
        _host = await StartAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Every_provider_answers_in_its_own_words_and_one_that_refuses_stops_none()
    {
        ProviderSearch search = await AskAsync(_host, "chest");

        Assert.NotNull(search.FinishedAt);
        Assert.Equal(7, search.Answers.Count);
        ProviderAnswer Of(string provider) => search.Answers.Single(answer => answer.Provider == provider);
        FoundDataset zenodo = Assert.Single(Of("zenodo").Found());
        Assert.Equal(("Chest CT", "Scans", "cc-by-4.0", DatasetAccess.Open, 12L, 2024), (zenodo.Title, zenodo.Description, zenodo.Licence, zenodo.Access, zenodo.SizeBytes, zenodo.Year));
        Assert.Equal(41, Of("zenodo").Total);
        FoundDataset face = Assert.Single(Of("huggingface").Found());
        Assert.Equal((DatasetAccess.Gated, "cc-by-nc-4.0"), (face.Access, face.Licence));
        Assert.Equal(["image", "chest"], face.Tags);
        Assert.Null(Of("huggingface").Total);
        Assert.Equal((AnswerState.Failed, SourceCodes.CredentialsMissing), (Of("kaggle").State, Of("kaggle").ErrorCode));
        Assert.Equal(["idc:nlst", "idc:cmmd"], Of("tcia").Found().Select(found => found.Address));
        Assert.Equal((2L, 900L, "10.18112/openneuro.ds000224.v1.0.1"), (Of("openneuro").Found()[0].Patients, Of("openneuro").Found()[0].SizeBytes, Of("openneuro").Found()[0].Doi));
        Assert.Equal("https://figshare.com/articles/dataset/Chest/77", Of("figshare").Found()[0].Address);
        Assert.Equal((3L, 2021), (Of("dataverse").Total, Of("dataverse").Found()[0].Year));
    }

    [Fact]
    public async Task A_provider_that_is_silent_is_left_behind_and_the_others_are_shown()
    {
        using SemaphoreSlim never = new(0);
        _services.On("/zenodo/api/records", async context => await never.WaitAsync(context.RequestAborted));
        await using JobsHost hasty = await StartAsync(TimeSpan.FromSeconds(1));

        ProviderSearch search = await AskAsync(hasty, "chest");

        Assert.Equal((AnswerState.TimedOut, "PROVIDER_NOT_IN_TIME"), (search.Answers.Single(a => a.Provider == "zenodo").State, search.Answers.Single(a => a.Provider == "zenodo").ErrorCode));
        Assert.Equal(5, search.Answers.Count(answer => answer.State is AnswerState.Answered));
    }

    [Fact]
    public async Task Answers_are_stored_one_by_one_and_a_second_run_asks_only_who_has_not_answered()
    {
        using SemaphoreSlim gate = new(0);
        _services.On("/dataverse/api/search", async context =>
        {
            await gate.WaitAsync(context.RequestAborted);
            await StubSource.TextAsync(context, """{"data":{"total_count":0,"items":[]}}""", "application/json");
        });
        long id = await StoreAsync(_host, "chest");
        using CancellationTokenSource death = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task first = _host.Get<SearchRunner>().RunAsync(id, death.Token);
        while ((await FindAsync(_host, id)).Answers.Count(answer => answer.IsFinished) < 6)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await death.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Null((await FindAsync(_host, id)).FinishedAt);
        int before = _services.Asked("/zenodo/api/records");

        gate.Release(5);
        await _host.Get<SearchRunner>().RunAsync(id, TestContext.Current.CancellationToken);

        ProviderSearch search = await FindAsync(_host, id);
        Assert.NotNull(search.FinishedAt);
        Assert.Equal((before, 2), (_services.Asked("/zenodo/api/records"), search.Answers.Single(answer => answer.Provider == "dataverse").Attempts));
    }

    [Fact]
    public async Task One_click_makes_one_card_that_says_what_was_told()
    {
        ProviderSearch search = await AskAsync(_host, "chest");
        FoundDataset found = search.Answers.Single(answer => answer.Provider == "zenodo").Found()[0];

        string slug = await _host.Get<FoundCataloguer>().AddAsync(found, ownerId: null, TestContext.Current.CancellationToken);
        Assert.Equal(slug, await _host.Get<FoundCataloguer>().AddAsync(found, ownerId: null, TestContext.Current.CancellationToken));

        await using var context = await _host.OpenAsync();
        Dataset dataset = await context.Datasets.SingleAsync(d => d.Slug == slug, TestContext.Current.CancellationToken);
        Assert.Equal((DatasetOrigin.Catalogue, "zenodo", "cc-by-4.0", LicenceClass.Open, 12L, 2024), (dataset.Origin, dataset.Provider, dataset.LicenceName, dataset.LicenceClass, dataset.SizeBytes, dataset.Year));
        Assert.Equal(found.Page, dataset.SourceUrl);
        Assert.Contains("size", dataset.Card.Unverified);
    }

    [Fact]
    public void Questions_reach_the_providers_as_their_interfaces_want_them()
    {
        Assert.Equal(["tcia", "zenodo", "huggingface", "kaggle", "openneuro", "figshare", "dataverse"], _host.Get<IEnumerable<IDatasetSearch>>().Select(search => search.Provider));
    }

    [Fact]
    public async Task Words_are_sent_as_data_and_never_as_syntax()
    {
        await AskAsync(_host, "chest\" & size=9999 #x");

        Assert.Equal("?q=chest%22%20%26%20size%3D9999%20%23x&type=dataset&sort=bestmatch&page=1&size=20", _services.Log.Single(request => request.Path == "/zenodo/api/records").Query);
        using var body = JsonDocument.Parse(_services.Log.Single(request => request.Path == "/figshare/v2/articles/search").Body);
        Assert.Equal(("chest\" & size=9999 #x", 3), (body.RootElement.GetProperty("search_for").GetString(), body.RootElement.GetProperty("item_type").GetInt32()));
    }

    private Task<JobsHost> StartAsync(TimeSpan patience)
    {
        Dictionary<string, string?> settings = ProviderHost.Impatient([], _services);
        settings["Fetching:MaxAttempts"] = "1";
        settings["Discovery:Patience"] = patience.ToString();
        foreach ((string name, string path) in new Dictionary<string, string> { ["Zenodo"] = "zenodo", ["HuggingFace"] = "hf", ["Kaggle"] = "kaggle", ["Idc"] = "idc", ["OpenNeuro"] = "openneuro", ["Figshare"] = "figshare", ["Dataverse"] = "dataverse" })
            settings[$"Discovery:{name}"] = $"{_services.Address}/{path}";
        return JobsHost.StartAsync(settings);
    }

    private static async Task<ProviderSearch> AskAsync(JobsHost host, string text)
    {
        long id = await StoreAsync(host, text);
        await host.Get<SearchRunner>().RunAsync(id, TestContext.Current.CancellationToken);
        return await FindAsync(host, id);
    }

    private static async Task<long> StoreAsync(JobsHost host, string text)
    {
        await using var context = await host.OpenAsync();
        ProviderSearch search = new(text, requestedBy: null, host.Get<IEnumerable<IDatasetSearch>>().Select(search => search.Provider), TimeProvider.System.GetUtcNow());
        context.ProviderSearches.Add(search);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return search.Id;
    }

    private static async Task<ProviderSearch> FindAsync(JobsHost host, long id)
    {
        await using var context = await host.OpenAsync();
        return await context.ProviderSearches.AsNoTracking().Include(search => search.Answers).SingleAsync(search => search.Id == id, TestContext.Current.CancellationToken);
    }
}
