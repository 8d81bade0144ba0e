using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Storage;
using MedAgg.Jobs.Tests.Providers;
using MedAgg.Testing;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>A download that is paused in the middle, over the end of its node, and what becomes of its bytes.</summary>
public sealed class PauseTests : IAsyncLifetime
{
    private const string Path = "/set.zip";
    private const int FirstBytes = 300_000;

    private StubSource _stub = null!;
    private JobsHost _host = null!;
    private byte[] _content = [];
    private readonly TaskCompletionSource _goesOn = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _content = MadeSets.Zip(new() { ["noise.bin"] = Noise(FirstBytes * 3), ["readme.md"] = "# Set"u8.ToArray() });
        _stub = await StubSource.StartAsync();
        _stub.On(Path, async context =>
        {
            context.Response.Headers.ETag = "\"one\"";
            int from = 0;
            if (context.Request.Headers.Range.ToString() is { Length: > 0 } range && context.Request.Headers.IfRange == "\"one\"")
            {
                from = int.Parse(range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
                context.Response.StatusCode = StatusCodes.Status206PartialContent;
                context.Response.Headers.ContentRange = $"bytes {from}-{_content.Length - 1}/{_content.Length}";
            }

            context.Response.ContentLength = _content.Length - from;
            int first = Math.Min(FirstBytes, _content.Length - from);
            await context.Response.Body.WriteAsync(_content.AsMemory(from, first));
            await context.Response.Body.FlushAsync();
            await _goesOn.Task.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(_content.AsMemory(from + first));
        });
        _host = await JobsHost.StartAsync(Settings());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task A_paused_download_stays_paused_over_a_restart_and_goes_on_from_its_bytes()
    {
        long id = await PausedAsync();
        IngestionStage download = (await _host.FindAsync(id)).Stage(StageName.Download);
        Assert.Equal((StageState.Paused, (long)FirstBytes), (download.State, download.BytesDone));

        await using JobsHost restarted = _host.Beside(settings: Settings());
        await restarted.Get<Broom>().SweepAsync(Token);
        await restarted.Get<IngestionPipeline>().RunAsync(id, Token); // its job may still be in the queue
        Assert.Equal(IngestionStatus.Paused, (await restarted.FindAsync(id)).Status);
        Assert.Single(restarted.Get<WorkAreas>().List());
        Assert.Equal(2, _stub.Asked(Path)); // a look, and the download

        await ChangeAsync(id, request => request.Resume());
        _goesOn.SetResult();
        IngestionRequest ended = await restarted.RunAsync(id);

        Assert.Equal((IngestionStatus.Succeeded, null), (ended.Status, ended.ErrorMessage));
        StubRequest resumed = _stub.Log[^1];
        Assert.Equal(($"bytes={FirstBytes}-", "\"one\""), (resumed.Header("Range"), resumed.Header("If-Range")));
        Assert.Equal(_content.Length, ended.Stage(StageName.Download).BytesDone);
        Assert.Empty(restarted.Get<WorkAreas>().List());
        AuditReport report = await restarted.Get<StorageAudit>().RunAsync(deep: true, Token);
        Assert.True(report.IsSound);
    }

    [Fact]
    public async Task A_paused_job_that_is_cancelled_leaves_nothing()
    {
        long id = await PausedAsync();
        await ChangeAsync(id, request =>
        {
            request.RequestCancel();
            request.Resume();
        });

        IngestionRequest ended = await _host.RunAsync(id);

        Assert.Equal(IngestionStatus.Cancelled, ended.Status);
        Assert.Equal(StageState.Failed, ended.Stage(StageName.Download).State);
        Assert.Empty(_host.Get<WorkAreas>().List());
        Assert.Empty(await _host.BlobNamesAsync());
    }

    [Fact]
    public void A_pause_that_is_taken_back_before_it_took_hold_ends_in_the_queue()
    {
        IngestionRequest request = new(new(), "", null, null, DateTimeOffset.UnixEpoch);
        request.Begin(DateTimeOffset.UnixEpoch);
        request.RequestPause();
        request.Resume();

        request.Pause(DateTimeOffset.UnixEpoch);

        Assert.Equal((IngestionStatus.Queued, 0), (request.Status, request.Setbacks));
    }

    private Dictionary<string, string?> Settings() => ProviderHost.Impatient([], _stub);

    private async Task<long> PausedAsync()
    {
        long id = await _host.RequestAsync(new() { Location = _stub.Address + Path });
        Task run = _host.Get<IngestionPipeline>().RunAsync(id, Token);
        while ((await _host.FindAsync(id)).Stage(StageName.Download).BytesDone < FirstBytes)
            await Task.Delay(20, Token);
        await ChangeAsync(id, request => request.RequestPause());
        await run.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(IngestionStatus.Paused, (await _host.FindAsync(id)).Status);
        return id;
    }

    private async Task ChangeAsync(long id, Action<IngestionRequest> change)
    {
        for (int i = 0; ; i++)
        {
            await using MedAggContext context = await _host.OpenAsync();
            change((await context.Ingestions.FindAsync([id], Token))!);
            try
            {
                await context.SaveChangesAsync(Token);
                return;
            }
            catch (Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException) when (i < 20)
            {
                continue; // the worker wrote progress in between
            }
        }
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(5).NextBytes(bytes);
        return bytes;
    }
}
