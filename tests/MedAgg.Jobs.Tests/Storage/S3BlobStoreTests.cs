using MedAgg.Domain.Storage;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Storage;

/// <summary>
/// The contract on a real S3-compatible store, where <c>MEDAGG_S3_ENDPOINT</c>, <c>MEDAGG_S3_BUCKET</c>, <c>MEDAGG_S3_ACCESS_KEY</c> and
/// <c>MEDAGG_S3_SECRET_KEY</c> name one. Every run has a prefix of its own.
/// </summary>
public sealed class S3BlobStoreTests : BlobStoreContract
{
    private S3BlobStore? _store;

    protected override IBlobStore Store => _store ??= Open();

    [Fact]
    public async Task A_blob_of_many_parts_comes_back()
    {
        byte[] content = Bytes(20_000_000);

        BlobRef blob = await Store.PutAsync(new MemoryStream(content), TestContext.Current.CancellationToken);

        Assert.Equal(content, await ReadAsync(blob.Sha256));
    }

    protected override void Dispose(bool disposing)
    {
        _store?.Dispose();
        base.Dispose(disposing);
    }

    private S3BlobStore Open()
    {
        string? endpoint = Environment.GetEnvironmentVariable("MEDAGG_S3_ENDPOINT");
        if (string.IsNullOrEmpty(endpoint))
            Assert.Skip("MEDAGG_S3_ENDPOINT names no S3-compatible store on this machine.");
        return new(Options.Create(new StorageOptions
        {
            WorkFolder = Path.Combine(Folder, "work"),
            S3 = new()
            {
                Endpoint = endpoint,
                Bucket = Environment.GetEnvironmentVariable("MEDAGG_S3_BUCKET") ?? "medagg-test",
                AccessKey = Environment.GetEnvironmentVariable("MEDAGG_S3_ACCESS_KEY") ?? "",
                SecretKey = Environment.GetEnvironmentVariable("MEDAGG_S3_SECRET_KEY") ?? "",
                Prefix = $"test-{Guid.NewGuid():N}/",
                ReadAheadBytes = 128 * 1024,
            },
        }));
    }
}
