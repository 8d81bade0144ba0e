using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Fetching;

public sealed class DownloaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _content = Bytes(1_000_000, seed: 1);

    private string Target => _folder.At("file");

    [Fact]
    public async Task A_file_arrives_whole_with_its_hash_and_name()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"x\"; filename*=UTF-8''..%2F..%2F%D0%A1%D0%BD%D0%B8%D0%BC%D0%BA%D0%B8.zip";
            return SourceStub.SendAsync(context, _content);
        });
        List<DownloadProgress> progress = [];

        DownloadResult result = await DownloadAsync(stub, request => request with { Progress = new Recorder(progress), ExpectedBytes = _content.Length });

        Assert.Null(result.Refusal);
        Assert.Equal((Hash(_content), (long)_content.Length, "Снимки.zip", "\"v1\"", "127.0.0.1"), (result.File!.Sha256, result.File.SizeBytes, result.File.FileName, result.File.ETag, result.File.Host));
        Assert.Equal(_content, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Directory.GetFiles(_folder.Folder));
        Assert.Equal(new(_content.Length, _content.Length, "\"v1\""), progress[^1]);
    }

    [Fact]
    public async Task A_cut_answer_is_resumed_where_it_ended()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, _content, cutAfter: 400_000));

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(Hash(_content), result.File?.Sha256);
        Assert.True(stub.Log.Count >= 3);
        Assert.Equal((null, null), (stub.Log[0].Range, stub.Log[0].IfRange));
        Assert.All(stub.Log.Skip(1), asked => Assert.Matches("^bytes=[1-9][0-9]*-$", asked.Range));
        Assert.All(stub.Log.Skip(1), asked => Assert.Equal("\"v1\"", asked.IfRange));
    }

    [Fact]
    public async Task Two_versions_are_never_spliced()
    {
        byte[] changed = Bytes(1_000_000, seed: 2);
        await using SourceStub stub = await SourceStub.StartAsync((context, before) => before == 0
            ? SourceStub.SendAsync(context, _content, "\"v1\"", cutAfter: 500_000)
            : SourceStub.SendAsync(context, changed, "\"v2\""));

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(Hash(changed), result.File?.Sha256);
    }

    [Fact]
    public async Task A_version_that_is_ignored_by_the_source_is_still_never_spliced()
    {
        byte[] changed = Bytes(1_000_000, seed: 2);
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
        {
            context.Request.Headers.IfRange = default; // a careless source that sends the new file's range
            return before == 0 ? SourceStub.SendAsync(context, _content, "\"v1\"", cutAfter: 500_000) : SourceStub.SendAsync(context, changed, "\"v2\"");
        });

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(Hash(changed), result.File?.Sha256);
        Assert.Null(stub.Log[^1].Range);
    }

    [Fact]
    public async Task A_source_that_changes_all_the_time_is_given_up()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
        {
            context.Request.Headers.IfRange = default;
            return SourceStub.SendAsync(context, _content, $"\"v{before}\"", cutAfter: 500_000);
        });

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(SourceCodes.Changed, result.Refusal?.Code);
        Assert.Empty(Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public async Task A_range_that_was_not_asked_for_is_thrown_away()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
            SourceStub.SendAsync(context, _content, cutAfter: before == 0 ? 500_000 : null, rangeError: 7));

        Assert.Equal(Hash(_content), (await DownloadAsync(stub)).File?.Sha256);
    }

    [Theory]
    [InlineData("\"v1\"", false)]
    [InlineData("W/\"weak\"", true)]
    [InlineData(null, true)]
    public async Task Without_ranges_or_a_version_the_file_is_fetched_from_its_first_byte(string? eTag, bool knowsRanges)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
            SourceStub.SendAsync(context, _content, eTag, cutAfter: before == 0 ? 500_000 : null, knowsRanges: knowsRanges));

        Assert.Equal(Hash(_content), (await DownloadAsync(stub)).File?.Sha256);
        Assert.Equal(2, stub.Log.Count);
    }

    [Fact]
    public async Task A_later_run_goes_on_where_a_stopped_one_ended()
    {
        await using SourceStub stub = await SourceStub.StartAsync(async (context, before) =>
        {
            if (before == 0)
            {
                context.Response.ContentLength = _content.Length;
                context.Response.Headers.ETag = "\"v1\"";
                await context.Response.Body.WriteAsync(_content.AsMemory(0, 300_000));
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            await SourceStub.SendAsync(context, _content);
        });
        using CancellationTokenSource stop = new();
        Recorder progress = new([], _ => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DownloadAsync(stub, request => request with { Progress = progress }, cancellationToken: stop.Token));
        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(Hash(_content), result.File?.Sha256);
        Assert.Matches("^bytes=[1-9][0-9]*-$", stub.Log[^1].Range);
    }

    [Fact]
    public async Task A_busy_source_is_asked_again()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
        {
            if (before >= 2)
                return SourceStub.SendAsync(context, _content);
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });

        Assert.Equal(Hash(_content), (await DownloadAsync(stub)).File?.Sha256);
        Assert.Equal(3, stub.Log.Count);
    }

    [Theory]
    [InlineData(1, null, 4)]
    [InlineData(9, SourceCodes.Forbidden, 4)]
    public async Task A_signed_address_that_has_run_out_is_asked_for_anew_once(int refusals, string? code, int asked)
    {
        int refused = 0;
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            if (context.Request.Path == "/data.zip")
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = $"/signed/{refused}";
                return Task.CompletedTask;
            }

            if (refused >= refusals)
                return SourceStub.SendAsync(context, _content);
            refused++;
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal((code, asked), (result.Refusal?.Code, stub.Log.Count));
    }

    [Theory]
    [InlineData(404, SourceCodes.NotFound, 1)]
    [InlineData(410, SourceCodes.NotFound, 1)]
    [InlineData(401, SourceCodes.Forbidden, 1)]
    [InlineData(403, SourceCodes.Forbidden, 1)]
    [InlineData(400, SourceCodes.BadAnswer, 1)]
    [InlineData(204, SourceCodes.BadAnswer, 1)]
    [InlineData(500, SourceCodes.Unavailable, 5)]
    [InlineData(429, SourceCodes.RateLimited, 5)]
    public async Task A_status_becomes_a_code_after_bounded_tries(int status, string code, int tries)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(code, result.Refusal?.Code);
        Assert.Contains("'data.zip' of 127.0.0.1", result.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains($"HTTP {status}", result.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(tries, stub.Log.Count);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "<p>Sign in</p>")]
    [InlineData("application/zip", "<!DOCTYPE html><title>Sign in</title>")]
    [InlineData("application/zip", "\uFEFF <!-- x --> <html><body>")]
    public async Task A_web_page_is_no_data_file(string contentType, string page)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(page);
        });

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(SourceCodes.NotData, result.Refusal?.Code);
        Assert.Contains(contentType.Split(';')[0], result.Refusal!.Message, StringComparison.Ordinal);
        Assert.Single(stub.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_over_the_limit_is_refused_by_its_length_or_while_it_comes(bool tellsLength)
    {
        await using SourceStub stub = await SourceStub.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = tellsLength ? _content.Length : null;
            await context.Response.Body.WriteAsync(_content);
        });

        DownloadResult result = await DownloadAsync(stub, options: new() { MaxDownloadBytes = 600_000 });

        Assert.Equal(SourceCodes.TooLarge, result.Refusal?.Code);
        Assert.Contains("600000", result.Refusal!.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, []));

        Assert.Equal(SourceCodes.Empty, (await DownloadAsync(stub)).Refusal?.Code);
    }

    [Fact]
    public async Task A_wrong_checksum_is_fetched_once_more_and_then_refused()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, _content));

        DownloadResult result = await DownloadAsync(stub, request => request with { ExpectedChecksum = "md5:" + new string('0', 32) });

        Assert.Equal(SourceCodes.Mismatch, result.Refusal?.Code);
        Assert.Equal(2, stub.Log.Count);
        Assert.All(stub.Log, asked => Assert.Null(asked.Range));
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_right_checksum_passes_over_a_resume(string algorithm)
    {
        using var hash = IncrementalHash.CreateHash(new(algorithm));
        hash.AppendData(_content);
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, _content, cutAfter: 600_000));

        DownloadResult result = await DownloadAsync(stub, request => request with { ExpectedChecksum = $"{algorithm}:{Convert.ToHexString(hash.GetHashAndReset())}" });

        Assert.Equal(Hash(_content), result.File?.Sha256);
    }

    [Theory]
    [InlineData("data.zip", false)]
    [InlineData("scan.nii.gz", true)]
    public async Task A_content_coding_that_nobody_asked_for_is_refused_unless_it_is_the_file(string name, bool isTaken)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return SourceStub.SendAsync(context, _content);
        });

        DownloadResult result = await DownloadAsync(stub, request => request with { Url = $"{stub.Address}/{name}" });

        Assert.Equal(isTaken ? null : SourceCodes.BadAnswer, result.Refusal?.Code);
    }

    [Fact]
    public async Task A_drip_is_given_up_by_its_rate()
    {
        await using SourceStub stub = await SourceStub.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = 100_000;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[1], context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(20, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });

        DownloadResult result = await DownloadAsync(stub, options: new() { RateWindow = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(SourceCodes.TooSlow, result.Refusal?.Code);
    }

    [Fact]
    public async Task A_silent_source_is_given_up_after_bounded_tries()
    {
        await using SourceStub stub = await SourceStub.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = 100_000;
            await context.Response.Body.WriteAsync(new byte[1]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        DownloadResult result = await DownloadAsync(stub, options: new() { IdleTimeout = TimeSpan.FromMilliseconds(150), MaxAttempts = 2 });

        Assert.Equal(SourceCodes.TooSlow, result.Refusal?.Code);
        Assert.Equal(2, stub.Log.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<DownloadResult> DownloadAsync(
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

    private sealed class Recorder(List<DownloadProgress> seen, Action<long>? onBytes = null) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            seen.Add(value);
            onBytes?.Invoke(value.ReceivedBytes);
        }
    }
}
