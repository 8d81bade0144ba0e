using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Ingestion;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Storage;

/// <summary>An S3 store that is full, refuses or is not there: a code, nothing half done, and it works again when the store does.</summary>
public sealed class S3FaultTests : IAsyncLifetime
{
    private S3Stub _stub = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stub = await S3Stub.StartAsync();

    public ValueTask DisposeAsync()
    {
        _stub.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(403, "QuotaExceeded", true)]
    [InlineData(507, "XMinioStorageFull", true)]
    [InlineData(507, "", true)]
    [InlineData(403, "InvalidAccessKeyId", false)]
    [InlineData(500, "InternalError", false)]
    public async Task A_put_that_is_refused_is_a_full_disk_or_a_store_that_is_away(int status, string code, bool isFull)
    {
        using TemporaryFolder folder = new();
        using S3BlobStore store = new(Options.Create(new StorageOptions { WorkFolder = folder.At("work"), S3 = Settings() }));
        _stub.Refuses = (status, code);
        _stub.StillGives = isFull;

        IOException refused = await Assert.ThrowsAnyAsync<IOException>(() => store.PutAsync(new MemoryStream([1, 2, 3]), Token));

        Assert.Equal(isFull, DiskSpace.IsFull(refused));
        Assert.Equal(!isFull, refused is StoreAwayException);
        Assert.Empty(Directory.EnumerateFiles(folder.At("work"), "*", SearchOption.AllDirectories));
        _stub.Refuses = null;
        BlobRef blob = await store.PutAsync(new MemoryStream([1, 2, 3]), Token);
        Assert.True(await store.ExistsAsync(blob.Sha256, Token));
    }

    [Theory]
    [InlineData(403, "QuotaExceeded", "DISK_FULL")]
    [InlineData(503, "SlowDown", "STORE_UNAVAILABLE")]
    [InlineData(403, "AccessDenied", "STORE_UNAVAILABLE")]
    public async Task An_ingestion_into_a_store_that_refuses_fails_with_a_code_and_works_again(int status, string code, string expected)
    {
        await using JobsHost host = await JobsHost.StartAsync(new()
        {
            ["Storage:S3:Endpoint"] = _stub.Address,
            ["Storage:S3:Bucket"] = "bucket",
            ["Storage:S3:AccessKey"] = "key",
            ["Storage:S3:SecretKey"] = "secret",
            ["Audit:Grace"] = "00:00:00",
        });
        string source = Path.Combine(host.Folder, "source");
        MadeSets.WriteTo(source, MadeSets.Series());
        _stub.Refuses = (status, code);
        _stub.StillGives = expected == "DISK_FULL";

        IngestionRequest refused = await host.RunAsync(await host.RequestPathAsync(source));

        Assert.Equal((IngestionStatus.Failed, expected), (refused.Status, refused.ErrorCode));
        Assert.Equal(["s3-puts"], host.Get<WorkAreas>().List());
        _stub.Refuses = null;
        IngestionRequest again = await host.RunAsync(await host.RequestPathAsync(source));
        Assert.Equal((IngestionStatus.Succeeded, null), (again.Status, again.ErrorMessage));
        await host.Get<Broom>().CleanBlobsAsync(Token);
        Assert.True((await host.Get<StorageAudit>().RunAsync(deep: true, Token)).IsSound);
    }

    private S3Options Settings() => new() { Endpoint = _stub.Address, Bucket = "bucket", AccessKey = "key", SecretKey = "secret" };
}
