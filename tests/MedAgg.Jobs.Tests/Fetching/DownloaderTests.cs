using MedAgg.Jobs.Fetching;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>What arrives is the whole file that was asked for, or nothing.</summary>
public sealed class DownloaderTests : DownloaderTestBase
{
    [Fact]
    public async Task A_file_arrives_whole_with_its_hash_and_name()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"x\"; filename*=UTF-8''..%2F..%2F%D0%A1%D0%BD%D0%B8%D0%BC%D0%BA%D0%B8.zip";
            return SourceStub.SendAsync(context, Content);
        });
        List<DownloadProgress> progress = [];

        DownloadResult result = await DownloadAsync(stub, request => request with { Progress = new Recorder(progress), ExpectedBytes = Content.Length });

        Assert.Null(result.Refusal);
        Assert.Equal((Hash(Content), (long)Content.Length, "Снимки.zip", "\"v1\"", "127.0.0.1"), (result.File!.Sha256, result.File.SizeBytes, result.File.FileName, result.File.ETag, result.File.Host));
        Assert.Equal(Content, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Files);
        Assert.Equal(new(Content.Length, Content.Length), progress[^1]);
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
            context.Response.ContentLength = tellsLength ? Content.Length : null;
            await context.Response.Body.WriteAsync(Content);
        });

        DownloadResult result = await DownloadAsync(stub, options: new() { MaxDownloadBytes = 600_000 });

        Assert.Equal(SourceCodes.TooLarge, result.Refusal?.Code);
        Assert.Contains("600000", result.Refusal!.Message, StringComparison.Ordinal);
        Assert.Empty(Files);
    }

    [Theory]
    [InlineData(null, SourceCodes.TooLarge)]
    [InlineData(1_000_000L, SourceCodes.Mismatch)]
    public async Task An_answer_without_end_is_left(long? expected, string code)
    {
        await using SourceStub stub = await SourceStub.StartAsync(async (context, _) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(Content, context.RequestAborted);
        });
        List<DownloadProgress> progress = [];

        DownloadResult result = await DownloadAsync(stub, request => request with { ExpectedBytes = expected, Progress = new Recorder(progress) }, new() { MaxUnstatedBytes = 5_000_000 });

        Assert.Equal(code, result.Refusal?.Code);
        Assert.InRange(progress.Max(report => report.ReceivedBytes), 1, expected + (1 << 20) ?? 5_000_000);
        Assert.Empty(Files);
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
        await using SourceStub stub = await SourceStub.StartAsync((context, _) => SourceStub.SendAsync(context, Content));

        DownloadResult result = await DownloadAsync(stub, request => request with { ExpectedChecksum = "md5:" + new string('0', 32) });

        Assert.Equal(SourceCodes.Mismatch, result.Refusal?.Code);
        Assert.Equal(2, stub.Log.Count);
        Assert.All(stub.Log, asked => Assert.Null(asked.Range));
    }

    [Theory]
    [InlineData("data.zip", false)]
    [InlineData("scan.nii.gz", true)]
    public async Task AContent_coding_that_nobody_asked_for_is_refused_unless_it_is_the_file(string name, bool isTaken)
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, _) =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return SourceStub.SendAsync(context, Content);
        });

        DownloadResult result = await DownloadAsync(stub, request => request with { Url = $"{stub.Address}/{name}" });

        Assert.Equal(isTaken ? null : SourceCodes.BadAnswer, result.Refusal?.Code);
    }
}
