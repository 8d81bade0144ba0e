using System.IO.Compression;
using System.Text;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Reports;

/// <summary>A whole pipeline on bright and dark squares of two sizes of noise, with two tasks' worth of seeds, for tests of what it leaves.</summary>
internal static class ToyRun
{
    public const string Yaml =
        """
        name: Toy, "quoted" & <marked>
        description: Bright squares against dark ones.
        acquire:
          sources: [toy.npz]
        structure:
          facts: [size, border, brightness]
          tasks:
            - { name: bright, label: label, positive: ["1"], negative: ["0"], positive_name: яркий, negative_name: dark }
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
          subgroups: [size]
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs it.</summary>
    public static async Task<Run> RunAsync(JobsHost host, string yaml = Yaml)
    {
        string npz = Path.Combine(host.Folder, "toy.npz");
        if (!File.Exists(npz))
            await WriteAsync(npz);
        long id;
        await using (MedAggContext context = await host.OpenAsync())
        {
            Experiment experiment = new($"toy-{Guid.NewGuid():N}", "Toy", yaml, null, null, TimeProvider.System.GetUtcNow());
            context.Experiments.Add(experiment);
            await context.SaveChangesAsync(Token);
            Run run = new(experiment.Id, yaml, npz, new string('0', 64), TimeProvider.System.GetUtcNow());
            context.Runs.Add(run);
            await context.SaveChangesAsync(Token);
            id = run.Id;
        }

        while (await host.Get<ExperimentPipeline>().RunAsync(id, Token))
            await host.RunAsync((await FindAsync(host, id)).IngestionId!.Value);
        Run done = await FindAsync(host, id);
        Assert.Equal((RunStatus.Succeeded, null), (done.Status, done.ErrorMessage));
        return done;
    }

    /// <summary>The bytes of a file of its report.</summary>
    public static async Task<byte[]> FileAsync(JobsHost host, Run run, string name)
    {
        StepState last = StepState.FromJson(run.StepsJson)[^1];
        return await host.Get<StepStore>().ReadAsync((await host.Get<StepStore>().FindAsync(last.Key!, Token))!, name, Token);
    }

    /// <summary>The entries of a ZIP.</summary>
    public static IReadOnlyDictionary<string, byte[]> Unpacked(byte[] archive)
    {
        using ZipArchive zip = new(new MemoryStream(archive));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream stream = entry.Open();
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
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
            // Some squares have the other class's brightness: a network makes mistakes here, and galleries are not empty.
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)(60 + (i / 256 % 7 == 3 ? 1 - labels[i / 256] : labels[i / 256]) * 70 + (i * 37 + salt * 11 + i / 256 * 101) % 50);
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
