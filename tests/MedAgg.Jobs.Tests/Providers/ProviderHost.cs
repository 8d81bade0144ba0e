using System.IO.Compression;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Storage;
using MedAgg.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Tests.Providers;

/// <summary>The providers as the product registers them, with stubs for the outside: resolve, fetch, look at the bytes. No database.</summary>
internal sealed class ProviderHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    /// <param name="settings">For example <c>Providers:Zenodo:BaseUrl</c>.</param>
    /// <param name="stubs">May be asked though they are on loopback.</param>
    public ProviderHost(Dictionary<string, string?> settings, params IReadOnlyList<StubSource> stubs)
    {
        settings["Storage:Folder"] = _folder.At("blobs");
        settings["Storage:WorkFolder"] = _folder.At("work");
        Impatient(settings, stubs);
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddMedAggSources();
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Settings that let stubs be asked and waits be short.</summary>
    public static Dictionary<string, string?> Impatient(Dictionary<string, string?> settings, params IReadOnlyList<StubSource> stubs)
    {
        for (int i = 0; i < stubs.Count; i++)
            settings[$"Fetching:AllowedPrivateHosts:{i}"] = stubs[i].Host;
        settings["Fetching:RetryDelay"] = "00:00:00.010";
        settings.TryAdd("Fetching:MaxRateWait", "00:00:05");
        return settings;
    }

    public IDatasetProvider? ProviderOf(string location) => _services.GetRequiredService<DatasetProviders>().For(new(SourceKind.Url, location));

    /// <summary>Asks the providers in order as <see cref="SourceResolver"/> does, without stored credentials.</summary>
    public async Task<Resolution> ResolveAsync(string location, SourceCredentials? credentials = null, SourceChoice? choice = null, IReadOnlyList<SourceCredentials>? further = null)
    {
        SourceAddress source = new(SourceKind.Url, location) { Credentials = credentials, FurtherCredentials = further ?? [], Choice = choice ?? new() };
        Resolution? last = null;
        foreach (IDatasetProvider provider in _services.GetRequiredService<DatasetProviders>().AllFor(source))
        {
            last = await provider.ResolveAsync(source, Token);
            if (last.Plan is { } plan)
                return PlanChoice.Apply(plan, source.Choice);
            if (!last.IsPassedOn)
                return last;
        }

        return last ?? throw new InvalidOperationException($"Nobody recognises {location}.");
    }

    /// <summary>What somebody who only looks is told by the first provider that recognises the address.</summary>
    public Task<Resolution> GlanceAsync(string location) =>
        ProviderOf(location)!.ResolveAsync(new(SourceKind.Url, location) { IsGlance = true }, Token);

    /// <summary>The plan; the refusal fails the test.</summary>
    public async Task<SourcePlan> PlanAsync(string location, SourceCredentials? credentials = null, SourceChoice? choice = null, IReadOnlyList<SourceCredentials>? further = null)
    {
        Resolution resolution = await ResolveAsync(location, credentials, choice, further);
        Assert.Null(resolution.Refusal);
        return resolution.Plan!;
    }

    /// <summary>Code of the refusal; a plan fails the test.</summary>
    public async Task<string> RefusalAsync(string location, SourceCredentials? credentials = null)
    {
        Resolution resolution = await ResolveAsync(location, credentials);
        Assert.Null(resolution.Plan);
        Assert.EndsWith(".", resolution.Refusal!.Message, StringComparison.Ordinal);
        return resolution.Refusal.Code;
    }

    public async Task<FetchedFile> FetchAsync(string location, SourcePlan plan, string path, SourceCredentials? credentials = null, KnownVersion? known = null, IReadOnlyList<SourceCredentials>? further = null)
    {
        IDatasetProvider provider = _services.GetRequiredService<DatasetProviders>().WithId(plan.Provider)!;
        PlannedFile file = plan.Files.Single(file => file.Path == path);
        WorkArea work = _services.GetRequiredService<WorkAreas>().Open("ingestion-1");
        return await provider.FetchAsync(new(new(SourceKind.Url, location) { Credentials = credentials, FurtherCredentials = further ?? [] }, file, work) { Known = known }, Token);
    }

    /// <summary>Fetches a file of the plan and returns its bytes; a refusal fails the test.</summary>
    public async Task<byte[]> BytesAsync(string location, SourcePlan plan, string path, SourceCredentials? credentials = null, IReadOnlyList<SourceCredentials>? further = null)
    {
        FetchedFile fetched = await FetchAsync(location, plan, path, credentials, further: further);
        Assert.Null(fetched.Refusal);
        await using Stream stream = await _services.GetRequiredService<IBlobStore>().OpenAsync(fetched.Blob!.Sha256, Token);
        MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    /// <summary>A ZIP of small text files.</summary>
    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in files)
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
