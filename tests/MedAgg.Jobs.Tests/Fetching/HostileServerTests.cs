using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Storage;
using MedAgg.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>The downloader against the shared faulty source: the right hash or a clear refusal, resumes proved by the source's own log, and never two versions in one file.</summary>
public sealed class HostileServerTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gen/3000000", 3_000_000, "x", 1)]
    [InlineData("norange/3000000", 3_000_000, "x", 1)]
    [InlineData("nolength/3000000", 3_000_000, "x", 1)]
    [InlineData("abort/20000000/6000000", 20_000_000, "x", 5)]
    [InlineData("abort-once/9000000/4000000", 9_000_000, "x", 2)]
    [InlineData("change/4000000", 4_000_000, "v2", 2)]
    [InlineData("badrange/4000000", 4_000_000, "x", 3)]
    [InlineData("flaky/2/1000000", 1_000_000, "x", 3)]
    [InlineData("redirects/4", 1000, "x", 5)]
    public async Task A_file_comes_whole_whatever_its_source_does(string path, int length, string seed, int mostRequests)
    {
        await using HostileServer server = await StartAsync();

        DownloadResult result = await DownloadAsync(server, path);

        IReadOnlyList<HostileRequest> log = await server.LogAsync(Token);
        Tell(path, result, log);
        Assert.Null(result.Refusal);
        Assert.Equal((length, HashOf(length, seed)), ((int)result.File!.SizeBytes, result.File.Sha256));
        Assert.InRange(log.Count, 1, mostRequests);
        // What goes on in the middle names the version that it goes on with.
        Assert.All(log.Where(asked => asked.Range is not null), asked => Assert.NotNull(asked.IfRange));
    }

    [Theory]
    [InlineData("abort/20000000/6000000")]
    [InlineData("abort-once/9000000/4000000")]
    public async Task A_cut_answer_goes_on_where_it_ended(string path)
    {
        await using HostileServer server = await StartAsync();

        await DownloadAsync(server, path);

        IReadOnlyList<HostileRequest> log = await server.LogAsync(Token);
        int cut = int.Parse(path.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Null(log[0].Range);
        Assert.Equal(log.Skip(1).Select((_, i) => $"bytes={(i + 1) * cut}-"), log.Skip(1).Select(asked => asked.Range));
        Assert.All(log.Skip(1), asked => Assert.Equal("\"a1\"", asked.IfRange));
    }

    [Theory]
    [InlineData("short/2000000", SourceCodes.Truncated)]
    [InlineData("endless", SourceCodes.TooLarge)]
    [InlineData("chunked-bad", SourceCodes.Truncated)]
    [InlineData("drip", SourceCodes.TooSlow)]
    [InlineData("stall/100000", SourceCodes.TooSlow)]
    [InlineData("slowheader", SourceCodes.Unavailable)]
    [InlineData("bigheader", SourceCodes.BadAnswer)]
    [InlineData("status/404", SourceCodes.NotFound)]
    [InlineData("status/403", SourceCodes.Forbidden)]
    [InlineData("status/500", SourceCodes.Unavailable)]
    [InlineData("gzipbomb", SourceCodes.BadAnswer)]
    [InlineData("brotli", SourceCodes.BadAnswer)]
    [InlineData("login", SourceCodes.NotData)]
    [InlineData("redirect?to=http://10.0.0.1/", UrlCodes.AddressNotPublic)]
    [InlineData("redirect?to=http://127.0.0.1:5432/", UrlCodes.PortNotAllowed)]
    [InlineData("redirect?to=file:///etc/passwd", UrlCodes.SchemeNotAllowed)]
    [InlineData("redirects/20", UrlCodes.TooManyRedirects)]
    [InlineData("redirect-loop", UrlCodes.TooManyRedirects)]
    public async Task What_cannot_come_whole_is_refused_with_its_reason(string path, string code)
    {
        await using HostileServer server = await StartAsync();

        DownloadResult result = await DownloadAsync(server, path, new()
        {
            MaxAttempts = 2,
            IdleTimeout = TimeSpan.FromSeconds(1),
            HeaderTimeout = TimeSpan.FromSeconds(path == "slowheader" ? 2 : 60), // a bomb takes its while to be made
            RateWindow = TimeSpan.FromSeconds(2),
            MaxDownloadBytes = 64 << 20,
        });

        Tell(path, result, await server.LogAsync(Token));
        Assert.Equal(code, result.Refusal?.Code);
        Assert.Null(result.File);
        Assert.False(File.Exists(Target));
    }

    [Theory]
    [InlineData(429, SourceCodes.RateLimited)]
    [InlineData(503, SourceCodes.Unavailable)]
    public async Task A_busy_source_is_left_alone_as_long_as_it_asks(int status, string code)
    {
        await using HostileServer server = await StartAsync();

        DownloadResult result = await DownloadAsync(server, $"status/{status}", new() { MaxAttempts = 3 });

        IReadOnlyList<HostileRequest> log = await server.LogAsync(Token);
        Assert.Equal((code, 3), (result.Refusal?.Code, log.Count));
        Assert.All(log.Zip(log.Skip(1)), pair => Assert.True(pair.Second.T - pair.First.T > 1.5, "Retry-After says 2 s"));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("a\\..\\b.csv")]
    [InlineData("..")]
    public async Task A_name_from_the_source_stays_a_name(string name)
    {
        await using HostileServer server = await StartAsync();

        DownloadResult result = await DownloadAsync(server, "name?n=" + Uri.EscapeDataString(name));

        Assert.NotNull(result.File);
        Assert.DoesNotContain('/', result.File.FileName);
        Assert.DoesNotContain('\\', result.File.FileName);
        Assert.NotEqual("..", result.File.FileName);
    }

    [Fact]
    public async Task Stalled_downloads_do_not_keep_another_from_coming()
    {
        await using HostileServer server = await StartAsync();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task[] stalled = [.. Enumerable.Range(0, 30).Select(i => DownloadAsync(server, $"stall/1000?{i}", target: $"stalled-{i}", cancellationToken: stop.Token))];
        long began = Stopwatch.GetTimestamp();

        DownloadResult result = await DownloadAsync(server, "gen/1000000");

        output.WriteLine($"the 31st took {Stopwatch.GetElapsedTime(began).TotalSeconds:F2} s");
        Assert.Equal(HashOf(1_000_000, "x"), result.File?.Sha256);
        Assert.All(stalled, task => Assert.False(task.IsCompleted));
        await stop.CancelAsync();
        await Task.WhenAll(stalled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _folder.Dispose();

    private string Target => _folder.At("file");

    private static async Task<HostileServer> StartAsync()
    {
        HostileServer? server = await HostileServer.StartAsync(HostileServer.FreePort(), Token);
        Assert.SkipWhen(server is null, "The faulty source, or python3, is not on this machine.");
        return server!;
    }

    private async Task<DownloadResult> DownloadAsync(HostileServer server, string path, FetchOptions? options = null, string target = "file", CancellationToken? cancellationToken = null)
    {
        FetchOptions own = options ?? new();
        own.AllowedPrivateHosts = [server.Host];
        own.RetryDelay = TimeSpan.FromMilliseconds(1);
        UrlGuard guard = new(new DnsResolver(), Options.Create(own));
        using SafeHttp http = new(guard, Options.Create(own), TimeProvider.System, NullLogger<SafeHttp>.Instance);
        Downloader downloader = new(http, Options.Create(own), TimeProvider.System, NullLogger<Downloader>.Instance);
        return await downloader.DownloadAsync(new(server.Url(path), _folder.At(target)), cancellationToken ?? Token);
    }

    private void Tell(string path, DownloadResult result, IReadOnlyList<HostileRequest> log) =>
        output.WriteLine($"{path}: {result.Refusal?.ToString() ?? $"{result.File!.SizeBytes} bytes"}; asked {string.Join(", ", log.Select(asked => asked.Range ?? "whole"))}");

    /// <summary>The body that the source makes: one hash again and again.</summary>
    private static string HashOf(int length, string seed)
    {
        byte[] piece = SHA256.HashData(Encoding.ASCII.GetBytes(seed));
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++)
            body[i] = piece[i % piece.Length];
        return Convert.ToHexStringLower(SHA256.HashData(body));
    }
}
