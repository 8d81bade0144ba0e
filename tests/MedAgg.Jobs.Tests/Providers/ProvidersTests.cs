using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Fetching;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Providers;

public sealed class ProvidersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _allowed = [];
    private ServiceProvider? _services;

    private ServiceProvider Services => _services ??= Build();

    private DatasetProviders Providers => Services.GetRequiredService<DatasetProviders>();

    [Fact]
    public void The_registration_holds_together()
    {
        Assert.IsType<FolderBlobStore>(Services.GetRequiredService<IBlobStore>());
        Assert.NotNull(Services.GetRequiredService<ArchiveIndex>());
        Assert.NotNull(Services.GetRequiredService<ArchiveEntryReader>());
        Assert.NotNull(Services.GetRequiredService<UrlGuard>());
        Assert.Equal(42, Services.GetRequiredService<IOptions<ArchiveLimits>>().Value.MaxEntries);
    }

    [Fact]
    public async Task A_file_behind_an_address_is_planned_and_brought_into_the_store()
    {
        byte[] content = [1, 2, 3, 4, 5];
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, content));
        _allowed.Add(stub.Host);

        (SourcePlan? plan, FetchedFile? file) = await RunAsync(new(SourceKind.Url, stub.Address + "/data/Brain%20scans.tar.gz?token=1"));

        Assert.Equal(("Brain scans", "direct", 5L), (plan!.Name, plan.Provider, plan.SizeBytes));
        Assert.Equal("Brain scans.tar.gz", Assert.Single(plan.Files).Path);
        Assert.Equal(content, await ReadAsync(file!.Blob!.Sha256));
        Assert.Equal("\"v1\"", file.ETag);
    }

    [Theory]
    [InlineData(200, "text/html", SourceCodes.NotData, "text/html")]
    [InlineData(404, "text/plain", SourceCodes.NotFound, "404")]
    [InlineData(403, "text/html", SourceCodes.Forbidden, "403")]
    public async Task A_source_that_has_no_file_is_refused_before_anything_is_fetched(int status, string type, string code, string said)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return context.Response.WriteAsync("<html>");
        });
        _allowed.Add(stub.Host);
        SourceAddress source = new(SourceKind.Url, stub.Address + "/a.zip");

        Resolution resolution = await Providers.For(source)!.ResolveAsync(source, TestContext.Current.CancellationToken);

        Assert.Equal(code, resolution.Refusal?.Code);
        Assert.Contains(said, resolution.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_inside_the_network_is_refused()
    {
        SourceAddress source = new(SourceKind.Url, "http://127.0.0.1:8080/a.zip");

        Resolution resolution = await Providers.For(source)!.ResolveAsync(source, TestContext.Current.CancellationToken);

        Assert.Equal(UrlCodes.AddressNotPublic, resolution.Refusal?.Code);
    }

    [Fact]
    public async Task A_folder_of_the_server_is_planned_without_its_links()
    {
        string root = Directory.CreateDirectory(_folder.At("set")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "b"));
        await File.WriteAllTextAsync(Path.Combine(root, "b", "2.txt"), "two", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(root, "1.txt"), "one", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(root, "0.txt"), "", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(root, "link.txt"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(root, "up"), _folder.Folder);

        (SourcePlan? plan, FetchedFile? file) = await RunAsync(new(SourceKind.ServerPath, root), index: 1);

        Assert.Equal(["0.txt", "1.txt", "b/2.txt"], plan!.Files.Select(planned => planned.Path));
        Assert.Equal(("set", "server-path", 6L), (plan.Name, plan.Provider, plan.SizeBytes));
        Assert.Equal("one"u8.ToArray(), await ReadAsync(file!.Blob!.Sha256));
        Assert.True(File.Exists(Path.Combine(root, "1.txt")));
    }

    [Theory]
    [InlineData("relative/path", ServerRoots.Outside)]
    [InlineData("/nowhere-at-all/set", SourceCodes.NotFound)]
    public async Task A_path_that_leads_nowhere_is_refused(string path, string code)
    {
        SourceAddress source = new(SourceKind.ServerPath, path);

        Assert.Equal(code, (await Providers.For(source)!.ResolveAsync(source, TestContext.Current.CancellationToken)).Refusal?.Code);
    }

    [Fact]
    public async Task An_upload_is_the_blob_that_it_is()
    {
        BlobRef blob = await Services.GetRequiredService<IBlobStore>().PutAsync(new MemoryStream([1, 2, 3]), TestContext.Current.CancellationToken);

        (SourcePlan? plan, FetchedFile? file) = await RunAsync(new(SourceKind.Upload, "C:\\me\\scan.nii.gz") { Blob = blob.Sha256 });

        Assert.Equal(("scan", "upload"), (plan!.Name, plan.Provider));
        Assert.Equal("scan.nii.gz", plan.Files[0].Path);
        Assert.Equal(blob, file!.Blob);
    }

    [Fact]
    public async Task An_upload_that_is_gone_is_refused()
    {
        SourceAddress source = new(SourceKind.Upload, "a.zip") { Blob = new string('0', 64) };

        Assert.Equal(SourceCodes.NotFound, (await Providers.For(source)!.ResolveAsync(source, TestContext.Current.CancellationToken)).Refusal?.Code);
    }

    public void Dispose()
    {
        _services?.Dispose();
        _folder.Dispose();
    }

    private ServiceProvider Build()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Storage:Folder"] = _folder.At("blobs"),
            ["Storage:WorkFolder"] = _folder.At("work"),
            ["Archives:MaxEntries"] = "42",
        };
        for (int i = 0; i < _allowed.Count; i++)
            settings[$"Fetching:AllowedPrivateHosts:{i}"] = _allowed[i];
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddMedAggSources();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private async Task<(SourcePlan? Plan, FetchedFile? File)> RunAsync(SourceAddress source, int index = 0)
    {
        IDatasetProvider provider = Providers.For(source)!;
        Resolution resolution = await provider.ResolveAsync(source, TestContext.Current.CancellationToken);
        Assert.Null(resolution.Refusal);
        WorkArea work = Services.GetRequiredService<WorkAreas>().Open("ingestion-1");
        FetchedFile file = await provider.FetchAsync(new(source, resolution.Plan!.Files[index], work), TestContext.Current.CancellationToken);
        Assert.Null(file.Refusal);
        Assert.Same(provider, Providers.WithId(resolution.Plan.Provider));
        return (resolution.Plan, file);
    }

    private async Task<byte[]> ReadAsync(string sha256)
    {
        await using Stream stream = await Services.GetRequiredService<IBlobStore>().OpenAsync(sha256, TestContext.Current.CancellationToken);
        MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
