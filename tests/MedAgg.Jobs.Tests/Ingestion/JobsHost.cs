using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Tests.Storage;
using MedAgg.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>A job node without a scheduler: real database, real blob folder, everything registered as in the product.</summary>
internal sealed class JobsHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _ownsFolder;
    private readonly ServiceProvider _services;

    private JobsHost(TestDatabase database, TemporaryFolder folder, bool ownsFolder, Dictionary<string, string?> settings, Action<IServiceCollection>? change)
    {
        Database = database;
        _folder = folder;
        _ownsFolder = ownsFolder;
        settings["Storage:Folder"] = folder.At("blobs");
        settings["Storage:WorkFolder"] = folder.At("work");
        settings["Ingestion:ProgressInterval"] = "00:00:00.050";
        settings["Collections:ProgressInterval"] = "00:00:00.050";
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddMedAggStore(database.ConnectionString);
        services.AddMedAggJobs(database.ConnectionString, configuration, runsJobs: false);
        change?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public TestDatabase Database { get; }

    public string Folder => _folder.Folder;

    public IBlobStore Blobs => Get<IBlobStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<JobsHost> StartAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? change = null) =>
        new(await TestDatabase.CreateAsync(Token), new(), ownsFolder: true, settings ?? [], change);

    /// <summary>Another node on the same database and the same folders.</summary>
    public JobsHost Beside(Action<IServiceCollection>? change = null, Dictionary<string, string?>? settings = null) => new(Database, _folder, ownsFolder: false, settings ?? [], change);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<MedAggContext> OpenAsync() => Database.OpenAsync(Token);

    /// <summary>Stores a request as the command line does.</summary>
    public async Task<long> RequestAsync(IngestionSource source, string name = "", Guid? user = null, long? team = null)
    {
        await using MedAggContext context = await OpenAsync();
        IngestionRequest request = new(source, name, user, team, TimeProvider.System.GetUtcNow());
        context.Ingestions.Add(request);
        await context.SaveChangesAsync(Token);
        return request.Id;
    }

    public Task<long> RequestPathAsync(string path, string name = "", Guid? user = null) =>
        RequestAsync(new() { Kind = SourceKind.ServerPath, Location = path }, name, user);

    /// <summary>Runs a request to its end and returns what became of it.</summary>
    public async Task<IngestionRequest> RunAsync(long id)
    {
        await Get<IngestionPipeline>().RunAsync(id, Token);
        return await FindAsync(id);
    }

    public async Task<IngestionRequest> FindAsync(long id)
    {
        await using MedAggContext context = await OpenAsync();
        return await context.Ingestions.AsNoTracking().SingleAsync(request => request.Id == id, Token);
    }

    public async Task<IReadOnlyList<DatasetFile>> FilesAsync(long versionId)
    {
        await using MedAggContext context = await OpenAsync();
        return await context.Files.AsNoTracking().Where(file => file.VersionId == versionId).OrderBy(file => EF.Functions.Collate(file.Path, "C")).ToListAsync(Token);
    }

    /// <summary>Images by path.</summary>
    public async Task<IReadOnlyDictionary<string, ImageFact>> ImagesAsync(long versionId)
    {
        await using MedAggContext context = await OpenAsync();
        return await context.Images.AsNoTracking().Where(image => image.VersionId == versionId)
            .Join(context.Files, image => image.FileId, file => file.Id, (image, file) => new { image, file.Path })
            .ToDictionaryAsync(row => row.Path, row => row.image, Token);
    }

    public async Task<(Dataset Dataset, DatasetVersion Version)> VersionAsync(long versionId)
    {
        await using MedAggContext context = await OpenAsync();
        DatasetVersion version = await context.Versions.AsNoTracking().SingleAsync(v => v.Id == versionId, Token);
        return (await context.Datasets.AsNoTracking().SingleAsync(d => d.Id == version.DatasetId, Token), version);
    }

    public async Task<IReadOnlyList<string>> LogAsync(long id)
    {
        await using MedAggContext context = await OpenAsync();
        return await context.IngestionLog.AsNoTracking().Where(line => line.IngestionId == id).OrderBy(line => line.Id).Select(line => line.Text).ToListAsync(Token);
    }

    public async Task<IReadOnlyList<string>> BlobNamesAsync()
    {
        List<string> names = [];
        await foreach (BlobRef blob in Blobs.ListAsync(Token))
            names.Add(blob.Sha256);
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (!_ownsFolder)
            return;
        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
