using MedAgg.Domain.Storage;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Storage;

public sealed class FolderBlobStoreTests : BlobStoreContract
{
    private readonly FolderBlobStore _store;

    public FolderBlobStoreTests() => _store = new(Options.Create(new StorageOptions { Folder = Path.Combine(Folder, "blobs") }));

    protected override IBlobStore Store => _store;

    [Fact]
    public async Task A_blob_lies_in_two_levels_of_folders()
    {
        BlobRef blob = await Store.PutAsync(new MemoryStream("abc"u8.ToArray()), TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Path.Combine(Folder, "blobs", "ba", "78", blob.Sha256)));
    }

    [Fact]
    public async Task What_killed_writers_left_is_deleted_when_it_is_old()
    {
        await Store.PutAsync(new MemoryStream([1]), TestContext.Current.CancellationToken);
        string abandoned = Path.Combine(Folder, "blobs", "tmp", "abandoned.tmp");
        await File.WriteAllBytesAsync(abandoned, [1], TestContext.Current.CancellationToken);
        DateTimeOffset written = File.GetLastWriteTimeUtc(abandoned);

        Assert.Equal(0, _store.DeleteAbandoned(TimeSpan.FromHours(1), written.AddMinutes(59)));
        Assert.Equal(1, _store.DeleteAbandoned(TimeSpan.FromHours(1), written.AddMinutes(61)));
        Assert.Single(await ListAsync());
    }
}
