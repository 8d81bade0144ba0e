using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Audit;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Experiments.Evaluate;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Jobs.Tests.Ingestion;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>Stored runs on a real database.</summary>
public sealed class ExperimentRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_ends_with_its_metrics_its_steps_and_its_curves()
    {
        await using JobsHost host = await StartAsync();
        long id = await StoreAsync(host, epochs: 3);
        await host.Get<ExperimentRunner>().RunAsync(id, Token);
        Run run = await FindAsync(host, id);
        Assert.Equal((RunStatus.Succeeded, null), (run.Status, run.ErrorCode));
        Assert.Equal(2, MetricsFile.Parse(run.MetricsJson!).Engines.Count);
        ExperimentProgress progress = ExperimentProgress.Parse(run.StepsJson);
        Assert.Equal(Enum.GetValues<StepName>(), progress.Steps.Select(step => step.Step));
        Assert.All(progress.Steps, step => Assert.Equal(StepPhase.Done, step.Phase));
        Assert.Equal([1, 2, 3], progress.Curves.Select(point => point.Epoch));

        await host.Get<ExperimentRunner>().RunAsync(id, Token); // an ended run stays as it is
        Assert.Equal(run.FinishedAt, (await FindAsync(host, id)).FinishedAt);
    }

    [Fact]
    public async Task A_run_that_cannot_be_done_says_why()
    {
        await using JobsHost host = await StartAsync();
        long id = await StoreAsync(host, epochs: 0);
        await host.Get<ExperimentRunner>().RunAsync(id, Token);
        Run run = await FindAsync(host, id);
        Assert.Equal((RunStatus.Failed, "TRAINING_OPTIONS"), (run.Status, run.ErrorCode));
        Assert.NotNull(run.FinishedAt);
    }

    [Fact]
    public async Task A_cancelled_run_stops_by_itself()
    {
        await using JobsHost host = await StartAsync();
        long id = await StoreAsync(host, epochs: 10_000);
        Task running = host.Get<ExperimentRunner>().RunAsync(id, Token);
        while (!(await FindAsync(host, id)).StepsJson.Contains("validation_auc", StringComparison.Ordinal))
            await Task.Delay(20, Token);
        await using (MedAggContext context = await host.OpenAsync())
        {
            Run row = await context.Runs.SingleAsync(run => run.Id == id, Token);
            row.Cancel(TimeProvider.System.GetUtcNow());
            await SaveAsync(context, row);
        }

        await running;
        Assert.Equal(RunStatus.Cancelled, (await FindAsync(host, id)).Status);
    }

    [Fact]
    public async Task A_run_whose_worker_stops_waits_for_another_one()
    {
        await using JobsHost host = await StartAsync();
        long id = await StoreAsync(host, epochs: 400);
        using CancellationTokenSource stop = new();
        Task running = host.Get<ExperimentRunner>().RunAsync(id, stop.Token);
        while (!(await FindAsync(host, id)).StepsJson.Contains("validation_auc", StringComparison.Ordinal))
            await Task.Delay(20, Token);
        await stop.CancelAsync();
        await running;
        Assert.Equal(RunStatus.Running, (await FindAsync(host, id)).Status);
        Assert.Contains(("run", id), await host.Get<LostJobs>().FindAsync(DateTimeOffset.MaxValue, Token));
        await host.Get<ExperimentRunner>().RunAsync(id, Token);
        Assert.Equal(RunStatus.Succeeded, (await FindAsync(host, id)).Status);
    }

    // The beat writes the same row: whoever comes second reads it again.
    private static async Task SaveAsync(MedAggContext context, Run row)
    {
        while (true)
        {
            try
            {
                await context.SaveChangesAsync(Token);
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                await context.Entry(row).ReloadAsync(Token);
                row.Cancel(TimeProvider.System.GetUtcNow());
            }
        }
    }

    private Task<JobsHost> StartAsync() => JobsHost.StartAsync(new() { ["Experiments:Folder"] = _folder.At("experiments"), ["Experiments:ProgressInterval"] = "00:00:00.100" });

    private async Task<long> StoreAsync(JobsHost host, int epochs)
    {
        MadeNpz.Write(Path.Combine(_folder.Folder, "set.npz"));
        string yaml = $$"""
            name: made
            steps:
              acquire: { paths: [set.npz] }
              split: { strategy: official }
              train: { seeds: [1], epochs: {{epochs}}, batch: 16, threads: 1, network: { channels: [8] } }
              evaluate: { resamples: 50 }
            """;
        await using MedAggContext context = await host.OpenAsync();
        Experiment experiment = new($"made-{epochs}", "Made", yaml, null, null, TimeProvider.System.GetUtcNow());
        context.Experiments.Add(experiment);
        await context.SaveChangesAsync(Token);
        Run run = new(experiment.Id, "", TimeProvider.System.GetUtcNow());
        run.Record(new ExperimentProgress { BaseFolder = _folder.Folder }.ToJson());
        context.Runs.Add(run);
        await context.SaveChangesAsync(Token);
        return run.Id;
    }

    private static async Task<Run> FindAsync(JobsHost host, long id)
    {
        await using MedAggContext context = await host.OpenAsync();
        return await context.Runs.AsNoTracking().SingleAsync(run => run.Id == id, Token);
    }
}
