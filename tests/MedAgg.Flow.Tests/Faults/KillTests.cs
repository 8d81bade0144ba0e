using MedAgg.Domain.Ingestion;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>A worker with ten ingestions is killed at a random moment; another goes on, and nothing is lost or there twice.</summary>
[Collection(FaultCollection.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int NoiseBytes = 1_500_000;
    private const int BytesPerSecond = 500_000;
    private const int LongestMilliseconds = 4500; // an ingestion takes about five seconds
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_ingestions_survive_the_death_of_their_worker_at_random_moments()
    {
        await using Farm farm = await Farm.StartAsync(BytesPerSecond);
        Random random = Rounds.Random();
        int rounds = Rounds.Count(sample: 2, whole: 50);
        int taken = 0;
        WorkerProcess worker = farm.StartWorker();
        for (int round = 1; round <= rounds; round++)
        {
            List<long> ids = [];
            for (int i = 0; i < Farm.Parallel; i++)
                ids.Add(await farm.OrderAsync(farm.Source.Offer($"round-{round}-{i}.zip", MadeZip.Make((round * 100) + i, NoiseBytes))));
            await farm.BegunAsync(ids, Patience);
            int moment = random.Next(LongestMilliseconds);
            await Task.Delay(moment, Token);
            await worker.KillAsync();
            worker = farm.StartWorker();

            IReadOnlyList<IngestionRequest> requests = await farm.EndedAsync(ids, Patience);

            await farm.AssertWholeAsync(requests, MadeZip.Files);
            await farm.AssertSoundAsync();
            taken += requests.Count(request => request.Attempts > 1);
            output.WriteLine($"round {round}: killed after {moment} ms, attempts {string.Join(' ', requests.Select(request => request.Attempts))}, {farm.Source.Resumes} resumed so far");
        }

        Assert.True(worker.IsAlive);
        Assert.True(taken > 0, "no ingestion was hit by a kill");
    }

    [Fact]
    public async Task Another_node_takes_over_the_jobs_of_a_dead_one_and_they_have_effect_once()
    {
        await using Farm farm = await Farm.StartAsync(BytesPerSecond);
        WorkerProcess[] workers = [farm.StartWorker("-1"), farm.StartWorker("-2")];
        List<long> ids = [];
        for (int i = 0; i < Farm.Parallel; i++)
            ids.Add(await farm.OrderAsync(farm.Source.Offer($"taken-{i}.zip", MadeZip.Make(i, 2 * NoiseBytes))));
        int victim = await BusyAsync(farm);
        await workers[victim].KillAsync(); // and not started again

        IReadOnlyList<IngestionRequest> requests = await farm.EndedAsync(ids, Patience);

        await farm.AssertWholeAsync(requests, MadeZip.Files);
        Assert.Contains(requests, request => request.Attempts > 1);
        Assert.All(requests, request => Assert.True(request.Attempts <= 2, $"ingestion {request.Id} took {request.Attempts} attempts"));
        Assert.Equal(requests.Count, requests.Select(request => request.DatasetId).Distinct().Count());
        await farm.AssertSoundAsync();
        Assert.True(workers[1 - victim].IsAlive);
    }

    /// <summary>Waits until a worker is in the middle of a download, and tells which.</summary>
    private static async Task<int> BusyAsync(Farm farm)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(Patience);
        while (true)
        {
            for (int worker = 0; worker < 2; worker++)
            {
                string work = Path.Combine(farm.Storage, worker == 0 ? "work-1" : "work-2");
                if (Directory.Exists(work) && Directory.EnumerateFiles(work, "*.part", SearchOption.AllDirectories).Any(part => new FileInfo(part).Length > 0))
                    return worker;
            }

            await Task.Delay(50, late.Token);
        }
    }
}
