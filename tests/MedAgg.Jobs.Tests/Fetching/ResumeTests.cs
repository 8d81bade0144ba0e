using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>A download that was cut goes on where it ended, and never in another version of the file.</summary>
public sealed class ResumeTests : DownloaderTestBase
{
    [Fact]
    public async Task A_cut_answer_is_resumed_where_it_ended()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, Content, cutAfter: 400_000));

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(Hash(Content), result.File?.Sha256);
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
            ? SourceStub.SendAsync(context, Content, "\"v1\"", cutAfter: 500_000)
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
            return before == 0 ? SourceStub.SendAsync(context, Content, "\"v1\"", cutAfter: 500_000) : SourceStub.SendAsync(context, changed, "\"v2\"");
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
            return SourceStub.SendAsync(context, Content, $"\"v{before}\"", cutAfter: 500_000);
        });

        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(SourceCodes.Changed, result.Refusal?.Code);
        Assert.Empty(Files);
    }

    [Fact]
    public async Task A_range_that_was_not_asked_for_is_thrown_away()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
            SourceStub.SendAsync(context, Content, cutAfter: before == 0 ? 500_000 : null, rangeError: 7));

        Assert.Equal(Hash(Content), (await DownloadAsync(stub)).File?.Sha256);
    }

    [Theory]
    [InlineData("\"v1\"", false)]
    [InlineData("W/\"weak\"", true)]
    [InlineData(null, true)]
    public async Task Without_ranges_or_a_version_the_file_is_fetched_from_its_first_byte(string? eTag, bool knowsRanges)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
            SourceStub.SendAsync(context, Content, eTag, cutAfter: before == 0 ? 500_000 : null, knowsRanges: knowsRanges));

        Assert.Equal(Hash(Content), (await DownloadAsync(stub)).File?.Sha256);
        Assert.Equal(2, stub.Log.Count);
    }

    [Fact]
    public async Task A_source_that_begins_anew_and_cuts_now_here_now_there_is_given_up()
    {
        int asked = 0;
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
            SourceStub.SendAsync(context, Content, cutAfter: Interlocked.Increment(ref asked) % 2 == 0 ? 300_000 : 600_000, knowsRanges: false));

        DownloadResult result = await DownloadAsync(stub, options: new() { MaxAttempts = 4 });

        Assert.Equal((SourceCodes.Truncated, 4), (result.Refusal?.Code, stub.Log.Count));
    }

    [Fact]
    public async Task A_later_run_goes_on_where_a_stopped_one_ended()
    {
        await using SourceStub stub = await SourceStub.StartAsync(async (context, before) =>
        {
            if (before == 0)
            {
                context.Response.ContentLength = Content.Length;
                context.Response.Headers.ETag = "\"v1\"";
                await context.Response.Body.WriteAsync(Content.AsMemory(0, 300_000));
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }

            await SourceStub.SendAsync(context, Content);
        });
        using CancellationTokenSource stop = new();
        Recorder progress = new([], _ => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DownloadAsync(stub, request => request with { Progress = progress }, cancellationToken: stop.Token));
        DownloadResult result = await DownloadAsync(stub);

        Assert.Equal(Hash(Content), result.File?.Sha256);
        Assert.Matches("^bytes=[1-9][0-9]*-$", stub.Log[^1].Range);
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_right_checksum_passes_over_a_resume(string algorithm)
    {
        using var hash = IncrementalHash.CreateHash(new(algorithm));
        hash.AppendData(Content);
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, Content, cutAfter: 600_000));

        DownloadResult result = await DownloadAsync(stub, request => request with { ExpectedChecksum = $"{algorithm}:{Convert.ToHexString(hash.GetHashAndReset())}" });

        Assert.Equal(Hash(Content), result.File?.Sha256);
    }
}
