using System.IO.Compression;
using System.Text;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>A pipeline of seconds: bright squares against dark ones, in an NPZ with parts of its own.</summary>
internal static class ToyExperiment
{
    public const string Yaml =
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
          augment: { flip_horizontally: true, shift_pixels: 2, rotate_degrees: 10, contrast: 0.2, brightness: 0.2 }
        evaluate:
          resamples: 100
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs a stored run to its end, with the ingestion it waits for.</summary>
    public static async Task<Run> FinishAsync(JobsHost host, long id)
    {
        while (await host.Get<ExperimentPipeline>().RunAsync(id, Token))
        {
            long ingestion = (await FindAsync(host, id)).IngestionId!.Value;
            await host.RunAsync(ingestion);
        }

        return await FindAsync(host, id);
    }

    public static async Task<Run> RunAsync(JobsHost host, string source, string yaml = Yaml) => await FinishAsync(host, await StoreAsync(host, source, yaml));

    public static async Task<long> StoreAsync(JobsHost host, string source, string yaml = Yaml, string? from = null)
    {
        await using MedAggContext context = await host.OpenAsync();
        Experiment experiment = new($"toy-{Guid.NewGuid():N}", "Toy", yaml, null, null, TimeProvider.System.GetUtcNow());
        context.Experiments.Add(experiment);
        await context.SaveChangesAsync(Token);
        Run run = new(experiment.Id, yaml, source, new string('0', 64), TimeProvider.System.GetUtcNow()) { RedoFrom = from };
        context.Runs.Add(run);
        await context.SaveChangesAsync(Token);
        return run.Id;
    }

    public static async Task<Run> FindAsync(JobsHost host, long id)
    {
        await using MedAggContext context = await host.OpenAsync();
        return await context.Runs.AsNoTracking().SingleAsync(run => run.Id == id, Token);
    }

    /// <summary>A file that a step of the run left.</summary>
    public static async Task<T> ReadAsync<T>(JobsHost host, Run run, string step, string file)
    {
        string key = StepState.FromJson(run.StepsJson).Single(state => state.Name == step).Key!;
        StepStore store = host.Get<StepStore>();
        return await store.ReadJsonAsync<T>((await store.FindAsync(key, Token))!, file, Token);
    }

    /// <param name="path">Where to write.</param>
    /// <param name="classes">How many classes; each brighter than the one before.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="planes">Planes of an image; several make volumes.</param>
    /// <param name="parts">Parts of the source and their images; null for all three.</param>
    public static async Task WriteAsync(string path, int classes = 2, int channels = 1, int planes = 1, (string Part, int Count)[]? parts = null)
    {
        int values = 256 * channels * planes;
        await using FileStream file = File.Create(path);
        await using ZipArchive zip = new(file, ZipArchiveMode.Create);
        int salt = 0;
        foreach ((string part, int count) in parts ?? [("train", 40), ("val", 20), ("test", 24)])
        {
            byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % classes))];
            byte[] pixels = new byte[count * values];
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)(60 + labels[i / values] * (140 / classes) + (i * 37 + salt * 11 + i / 256 * 101) % 50);
            salt++;
            await AddAsync(zip, $"{part}_images.npy", $"({count}, {(planes > 1 ? $"{planes}, " : "")}16, 16{(channels > 1 ? $", {channels}" : "")})", pixels);
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
