using System.IO.Compression;
using System.Text;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>A whole pipeline on a toy: bright squares against dark ones, in an NPZ with parts of its own.</summary>
public sealed class ExperimentPipelineTests
{
    private const string Yaml =
        """
        name: Toy
        acquire:
          sources: [toy.npz]
        structure:
          facts: [border, brightness]
          tasks:
            - { name: bright, label: label, positive: ["1"], negative: ["0"] }
        preprocess:
          size: 16
        split:
          kind: official
        train:
          channels: [8, 8]
          pools: 1
          epochs: 3
          batch: 8
          seeds: [1, 2]
        evaluate:
          resamples: 100
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipeline_runs_to_its_report_and_a_second_run_takes_every_step_from_the_first()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await WriteAsync(npz);

        Run first = await RunAsync(host, npz);
        Assert.Equal((RunStatus.Succeeded, null), (first.Status, first.ErrorMessage));
        IReadOnlyList<StepState> steps = StepState.FromJson(first.StepsJson);
        Assert.All(steps, step => Assert.Equal(StepStanding.Done, step.Standing));
        Assert.Equal([3, 3], steps.Single(step => step.Name == "train").Curves.Select(curve => curve.Epochs.Count));
        StepOutput report = (await host.Get<StepStore>().FindAsync(steps[^1].Key!, Token))!;
        Assert.Empty(new[] { "report.en.html", "report.ru.html", "publication-pack.zip", "mlflow-log-batch.json" }.Except(report.Files.Keys));
        string page = Encoding.UTF8.GetString(await host.Get<StepStore>().ReadAsync(report, "report.ru.html", Token));
        Assert.Contains("Источник не называет пациентов", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);

        Run second = await RunAsync(host, npz);
        Assert.All(StepState.FromJson(second.StepsJson), step => Assert.Equal(StepStanding.Cached, step.Standing));
        Assert.Equal(first.MetricsJson, second.MetricsJson);
    }

    [Fact]
    public async Task A_run_that_somebody_cancels_ends_as_cancelled()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await WriteAsync(npz);
        long id = await StoreAsync(host, npz);
        await using (MedAggContext context = await host.OpenAsync())
        {
            (await context.Runs.SingleAsync(run => run.Id == id, Token)).RequestCancel();
            await context.SaveChangesAsync(Token);
        }

        Assert.False(await host.Get<ExperimentPipeline>().RunAsync(id, Token));
        Assert.Equal(RunStatus.Cancelled, (await FindAsync(host, id)).Status);
    }

    private static async Task<Run> RunAsync(JobsHost host, string source)
    {
        long id = await StoreAsync(host, source);
        while (await host.Get<ExperimentPipeline>().RunAsync(id, Token))
        {
            long ingestion = (await FindAsync(host, id)).IngestionId!.Value;
            await host.RunAsync(ingestion);
        }

        return await FindAsync(host, id);
    }

    private static async Task<long> StoreAsync(JobsHost host, string source)
    {
        await using MedAggContext context = await host.OpenAsync();
        Experiment experiment = new($"toy-{Guid.NewGuid():N}", "Toy", Yaml, null, null, TimeProvider.System.GetUtcNow());
        context.Experiments.Add(experiment);
        await context.SaveChangesAsync(Token);
        Run run = new(experiment.Id, Yaml, source, new string('0', 64), TimeProvider.System.GetUtcNow());
        context.Runs.Add(run);
        await context.SaveChangesAsync(Token);
        return run.Id;
    }

    private static async Task<Run> FindAsync(JobsHost host, long id)
    {
        await using MedAggContext context = await host.OpenAsync();
        return await context.Runs.AsNoTracking().SingleAsync(run => run.Id == id, Token);
    }

    private static async Task WriteAsync(string path)
    {
        await using FileStream file = File.Create(path);
        await using ZipArchive zip = new(file, ZipArchiveMode.Create);
        int salt = 0;
        foreach ((string part, int count) in new[] { ("train", 40), ("val", 20), ("test", 24) })
        {
            byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];
            byte[] pixels = new byte[count * 256];
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)(60 + labels[i / 256] * 70 + (i * 37 + salt * 11 + i / 256 * 101) % 50);
            salt++;
            await AddAsync(zip, $"{part}_images.npy", $"({count}, 16, 16)", pixels);
            await AddAsync(zip, $"{part}_labels.npy", $"({count}, 1)", labels);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, string shape, byte[] values)
    {
        byte[] head = Encoding.ASCII.GetBytes($"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}\n");
        await using Stream entry = await zip.CreateEntry(name).OpenAsync(Token);
        await entry.WriteAsync((byte[])[0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, (byte)(head.Length >> 8), .. head, .. values], Token);
    }
}
