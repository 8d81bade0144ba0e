using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Archives;

/// <summary>Archives made in memory, put into a store and read in their place.</summary>
public abstract class ArchiveTestBase : IDisposable
{
    private protected static readonly ArchiveLimits Small = new() { MaxEntryBytes = 50_000_000, MaxTotalUnpackedBytes = 100_000_000, MaxEntries = 100 };

    private readonly TemporaryFolder _folder = new();
    private readonly ArchiveIndex _index;

    protected ArchiveTestBase()
    {
        Blobs = new(Options.Create(new StorageOptions { Folder = _folder.At("blobs") }));
        Reader = new(Blobs);
        _index = new(Blobs, Reader, TimeProvider.System);
    }

    protected FolderBlobStore Blobs { get; }

    protected ArchiveEntryReader Reader { get; }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static byte[] Gzip(byte[] content)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }

    protected static async Task<byte[]> TarAsync(params (string Name, string Content)[] files)
    {
        MemoryStream bytes = new();
        await using (TarWriter tar = new(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach ((string name, string content) in files)
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        return bytes.ToArray();
    }

    protected async Task<ArchiveTable> ReadAsync(byte[] bytes, string name)
    {
        BlobRef blob = await Blobs.PutAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken);
        return await _index.ReadAsync(blob.Sha256, name, Small, TestContext.Current.CancellationToken);
    }

    protected async Task<IReadOnlyList<string>> TextsAsync(ArchiveTable table)
    {
        List<string> texts = [];
        foreach (ArchiveEntry entry in table.Entries)
        {
            await using Stream stream = await Reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, TestContext.Current.CancellationToken);
            using StreamReader reader = new(stream);
            texts.Add(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        return texts;
    }
}
