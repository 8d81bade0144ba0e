using System.Globalization;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>The database server is restarted in the middle of the work, without waiting for anybody.</summary>
[Collection(FaultCollection.Name)]
public sealed class DatabaseRestartTests(ITestOutputHelper output)
{
    private const int NoiseBytes = 3_000_000;
    private const int BytesPerSecond = 400_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restarts_under_load_lose_no_row_and_end_no_process()
    {
        await using Farm farm = await Farm.StartAsync(BytesPerSecond);
        Random random = Rounds.Random();
        int restarts = Rounds.Count(sample: 2, whole: 20);
        WorkerProcess[] workers = [farm.StartWorker("-1"), farm.StartWorker("-2")];
        List<long> ids = [];
        for (int restart = 1; restart <= restarts; restart++)
        {
            List<long> load = [];
            for (int i = 0; i < 4; i++)
                load.Add(await farm.OrderAsync(farm.Source.Offer($"restart-{restart}-{i}.zip", MadeZip.Make((restart * 10) + i, NoiseBytes))));
            ids.AddRange(load);
            await farm.BegunAsync(load, Patience);
            int moment = random.Next(10_000);
            await Task.Delay(moment, Token);
            long before = await FilesAsync(farm);
            await farm.Server.RestartAsync();
            long after = await FilesAsync(farm);
            Assert.True(after >= before, $"{before - after} committed rows are gone");
            Assert.All(workers, worker => Assert.True(worker.IsAlive, worker.Output));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"restart {restart} after {moment} ms, {after} files catalogued"));
        }

        IReadOnlyList<IngestionRequest> requests = await farm.EndedAsync(ids, Patience);

        await farm.AssertWholeAsync(requests, MadeZip.Files);
        Assert.All(workers, worker => Assert.True(worker.IsAlive, worker.Output));
        await farm.AssertSoundAsync();
        output.WriteLine($"attempts {string.Join(' ', requests.Select(request => request.Attempts))}");
    }

    private static Task<long> FilesAsync(Farm farm) => Farm.PatientlyAsync(async () =>
    {
        await using MedAggContext context = await farm.OpenAsync();
        return await context.Files.LongCountAsync(Token);
    });
}
