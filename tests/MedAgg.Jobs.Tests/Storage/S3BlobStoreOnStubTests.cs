using MedAgg.Domain.Storage;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Storage;

/// <summary>The contract on a stub that knows only what S3 documents of these operations.</summary>
public sealed class S3BlobStoreOnStubTests : BlobStoreContract, IAsyncLifetime
{
    private S3Stub? _stub;
    private S3BlobStore? _store;

    protected override IBlobStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _stub = await S3Stub.StartAsync();
        _store = new(Options.Create(new StorageOptions
        {
            WorkFolder = Path.Combine(Folder, "work"),
            S3 = new() { Endpoint = _stub.Address, Bucket = "bucket", AccessKey = "key", SecretKey = "secret", Prefix = "medagg/", ReadAheadBytes = 128 * 1024 },
        }));
    }

    [Fact]
    public async Task Every_page_of_a_list_is_read()
    {
        for (byte i = 0; i < 5; i++)
            await Store.PutAsync(new MemoryStream([i]), TestContext.Current.CancellationToken);

        Assert.Equal(5, (await ListAsync()).Distinct().Count());
    }

    [Fact]
    public async Task Reading_in_order_asks_for_more_and_more_at_once()
    {
        BlobRef blob = await Store.PutAsync(new MemoryStream(Bytes(1_000_000)), TestContext.Current.CancellationToken);

        await ReadAsync(blob.Sha256);

        Assert.InRange(_stub!.Reads, 8, 9); // 64 KiB, then 128 KiB each
    }

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        _stub?.Dispose();
        Dispose();
        return ValueTask.CompletedTask;
    }
}
