using System.Globalization;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>
/// A worker dies at its n-th write or read in a run, another one goes on: whatever n is, the run ends with the same files, bit by bit, and what was
/// done before the death is not done again. The ordinary run draws some n with a seed; with <c>MEDAGG_TEST_LONG=1</c> all are tried.
/// </summary>
public sealed class ExperimentRestartTests
{
    private const int Seed = 20261121;
    private const int Drawn = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_survives_the_death_of_its_worker_at_any_step(bool after)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz);
        Run whole = await ToyExperiment.RunAsync(host, npz);
        Assert.Equal((RunStatus.Succeeded, null), (whole.Status, whole.ErrorMessage));
        IReadOnlyList<string> files = await FilesAsync(host);
        DeathAt counter = new(int.MaxValue, after);
        await using (JobsHost counted = host.Beside(counter.Doom))
            await ToyExperiment.FinishAsync(counted, await ToyExperiment.StoreAsync(host, npz, from: "structure"));

        int survived = 0;
        foreach (int step in StepsToTry(counter.Steps))
        {
            long id = await ToyExperiment.StoreAsync(host, npz, from: "structure");
            DeathAt death = new(step, after);
            await using (JobsHost doomed = host.Beside(death.Doom))
            {
                if (await Record.ExceptionAsync(() => doomed.Get<ExperimentPipeline>().RunAsync(id, Token)) is null)
                    continue; // beats of progress are counted as well, and are not the same number each time
            }

            string[] before = Done(await ToyExperiment.FindAsync(host, id));
            Run run = await ToyExperiment.FinishAsync(host, id);

            Assert.True(run.Status is RunStatus.Succeeded, string.Create(CultureInfo.InvariantCulture, $"step {step}: {run.ErrorCode} {run.ErrorMessage}"));
            Assert.Equal(whole.MetricsJson, run.MetricsJson);
            Assert.Equal(files, await FilesAsync(host));
            Assert.All(StepState.FromJson(run.StepsJson).Where(state => before.Contains(state.Name)), state => Assert.Equal(StepStanding.Cached, state.Standing));
            survived++;
        }

        Assert.True(survived > 2, $"only {survived} deaths were reached");
        await host.Get<MedAgg.Jobs.Audit.Broom>().CleanWorkAsync(Token);
        Assert.Empty(host.Get<MedAgg.Jobs.Storage.WorkAreas>().List());
    }

    private static string[] Done(Run run) => [.. StepState.FromJson(run.StepsJson).Where(state => state.Standing is StepStanding.Done or StepStanding.Cached).Select(state => state.Name)];

    // Names and hashes of everything that steps left. Written once a key: whatever ran twice made the same bytes.
    private static async Task<IReadOnlyList<string>> FilesAsync(JobsHost host)
    {
        await using MedAggContext context = await host.OpenAsync();
        return await context.StepFiles.AsNoTracking().OrderBy(file => file.Key).ThenBy(file => file.Name)
            .Where(file => file.Name != "publication-pack.zip" && file.Name != "mlflow.zip")
            .Select(file => file.Key + " " + file.Name + " " + file.Blob).ToListAsync(Token);
    }

    private static int[] StepsToTry(int steps)
    {
        Assert.True(steps > 20, $"only {steps} steps were seen");
        int[] all = [.. Enumerable.Range(1, steps - 3)];
        if (Environment.GetEnvironmentVariable("MEDAGG_TEST_LONG") == "1")
            return all;
        Random random = new(Seed);
        random.Shuffle(all);
        return [.. all.Take(Drawn).Order()];
    }
}
