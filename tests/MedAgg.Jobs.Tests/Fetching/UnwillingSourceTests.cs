using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>Sources that are busy, slow, silent or say no: bounded tries, then a code.</summary>
public sealed class UnwillingSourceTests : DownloaderTestBase
{
    [Fact]
    public async Task A_busy_source_is_asked_again()
    {
        await using SourceStub stub = await SourceStub.StartAsync((context, before) =>
        {
            if (before >= 2)
                return SourceStub.SendAsync(context, Content);
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });

        Assert.Equal(Hash(Content), (await DownloadAsync(stub)).File?.Sha256);
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
                return SourceStub.SendAsync(context, Content);
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
}
