using System.Collections.Concurrent;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Storage;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>An archive is read while the store still takes it, and the rows are the same as without.</summary>
public sealed class ReadAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_is_read_once_and_before_the_archive_is_stored()
    {
        byte[] zip = MadeSets.Zip(MadeSets.Classes());
        CountingReader reader = new(expected: 15);
        (IReadOnlyList<DatasetFile> files, int opened) = await IngestAsync(zip, reader, aheadFiles: 8000, waitsForReader: true);
        (IReadOnlyList<DatasetFile> plain, int openedPlain) = await IngestAsync(zip, new(expected: 15), aheadFiles: 0, waitsForReader: false);

        Assert.Equal(15, files.Count);
        Assert.All(files, file => Assert.Equal(1, reader.Times(file.Path)));
        Assert.Equal(plain.Select(Describe), files.Select(Describe));
        Assert.True(opened < openedPlain - 10, $"the store was asked {opened} times, and {openedPlain} times without reading ahead");
    }

    [Fact]
    public async Task What_was_not_read_ahead_is_read_by_its_station()
    {
        byte[] zip = MadeSets.Zip(MadeSets.Classes());
        CountingReader reader = new(expected: 4);

        (IReadOnlyList<DatasetFile> files, _) = await IngestAsync(zip, reader, aheadFiles: 4, waitsForReader: true);

        Assert.Equal(15, files.Count);
        Assert.All(files, file => Assert.Equal(1, reader.Times(file.Path)));
    }

    [Fact]
    public async Task A_damaged_entry_keeps_its_reason()
    {
        byte[] zip = MadeSets.Zip(MadeSets.Classes());
        int damaged = zip.AsSpan().IndexOf("README.md"u8) + "README.md".Length + 5;
        zip[damaged] ^= 0x55;

        (IReadOnlyList<DatasetFile> files, _) = await IngestAsync(zip, new(expected: 1), aheadFiles: 8000, waitsForReader: true);

        DatasetFile refused = Assert.Single(files, file => file.Path.EndsWith("README.md", StringComparison.Ordinal));
        Assert.Equal((FileRole.Refused, "ARCHIVE_CORRUPT"), (refused.Role, refused.RefusalCode));
        Assert.Equal(15, files.Count);
    }

    private static async Task<(IReadOnlyList<DatasetFile> Files, int Opened)> IngestAsync(byte[] zip, CountingReader reader, int aheadFiles, bool waitsForReader)
    {
        await using SourceStub source = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, zip));
        SlowStore? store = null;
        Dictionary<string, string?> settings = new()
        {
            ["Fetching:AllowedPrivateHosts:0"] = source.Host,
            ["Ingestion:ReadAheadFromBytes"] = "1",
            ["Ingestion:ReadAheadFiles"] = $"{aheadFiles}",
        };
        await using JobsHost host = await JobsHost.StartAsync(settings, services =>
        {
            services.AddSingleton<IImageReader>(reader);
            services.AddSingleton<IBlobStore>(provider => store = new SlowStore(
                new FolderBlobStore(provider.GetRequiredService<IOptions<StorageOptions>>()), waitsForReader ? reader.AllSeen : Task.CompletedTask));
        });

        IngestionRequest request = await host.RunAsync(await host.RequestAsync(new() { Location = $"{source.Address}/chest.zip" }));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        return (await host.FilesAsync(request.VersionId!.Value), store!.Opened);
    }

    private static (string Path, string? Sha256, FileRole Role, string Kind, FilePlace? Place) Describe(DatasetFile file) => (file.Path, file.Sha256, file.Role, file.Kind, file.Place);

    /// <summary>Takes a file over only when it has been read.</summary>
    private sealed class SlowStore(IBlobStore inner, Task wait) : IBlobStore
    {
        private int _opened;

        public int Opened => _opened;

        public async Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken)
        {
            await wait.WaitAsync(Patience, cancellationToken);
            return await inner.AdoptAsync(path, sha256, cancellationToken);
        }

        public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            return inner.OpenAsync(sha256, cancellationToken);
        }

        public Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken) => inner.PutAsync(content, cancellationToken);

        public Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) => inner.ExistsAsync(sha256, cancellationToken);

        public Task DeleteAsync(string sha256, CancellationToken cancellationToken) => inner.DeleteAsync(sha256, cancellationToken);

        public IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);
    }

    /// <summary>Tells when so many files have been read, and how often each was.</summary>
    private sealed class CountingReader(int expected) : IImageReader
    {
        private readonly ManagedImageReader _reader = new();
        private readonly ConcurrentDictionary<string, int> _times = new();
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task AllSeen => _seen.Task;

        public int Times(string path) => _times.GetValueOrDefault(path);

        public FileReading Inspect(ByteSource source, string path, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
        {
            FileReading reading = _reader.Inspect(source, path, limits, siblings, cancellationToken);
            _times.AddOrUpdate(path, 1, (_, times) => times + 1);
            if (_times.Count >= expected)
                _seen.TrySetResult();
            return reading;
        }

        public Reading<PixelArray> ReadPixels(ByteSource source, FileReading reading, int? frame, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
            _reader.ReadPixels(source, reading, frame, limits, siblings, cancellationToken);
    }
}
