using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>One file of a million bytes, a source on loopback, and the product's downloader.</summary>
public abstract class DownloaderTestBase : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected byte[] Content { get; } = Bytes(1_000_000, seed: 1);

    /// <summary>Where the file comes to lie.</summary>
    protected string Target => _folder.At("file");

    /// <summary>All files there are.</summary>
    protected string[] Files => Directory.GetFiles(_folder.Folder);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private protected async Task<DownloadResult> DownloadAsync(
        SourceStub stub, Func<DownloadRequest, DownloadRequest>? with = null, FetchOptions? options = null, CancellationToken? cancellationToken = null)
    {
        FetchOptions own = options ?? new();
        own.AllowedPrivateHosts = [stub.Host];
        own.RetryDelay = TimeSpan.FromMilliseconds(1);
        UrlGuard guard = new(new DnsResolver(), Options.Create(own));
        using SafeHttp http = new(guard, Options.Create(own), TimeProvider.System, NullLogger<SafeHttp>.Instance);
        Downloader downloader = new(http, Options.Create(own), TimeProvider.System, NullLogger<Downloader>.Instance);
        DownloadRequest request = new($"{stub.Address}/data.zip", Target);
        return await downloader.DownloadAsync(with?.Invoke(request) ?? request, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    private protected sealed class Recorder(List<DownloadProgress> seen, Action<long>? onBytes = null) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            seen.Add(value);
            onBytes?.Invoke(value.ReceivedBytes);
        }
    }
}
