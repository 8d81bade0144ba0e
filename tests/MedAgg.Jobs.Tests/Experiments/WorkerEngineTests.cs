using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Domain.Experiments;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Tests.Ingestion;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>Training on a worker elsewhere: the real one where PyTorch is installed, and ones that lie.</summary>
public sealed class WorkerEngineTests
{
    private static readonly string Yaml = ToyExperiment.Yaml.Replace("train:\n", "train:\n  engine: worker\n", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_with_PyTorch_trains_the_very_run_of_the_built_in_engine_but_for_rounding()
    {
        if (!await HasTorchAsync())
            Assert.Skip("PyTorch is not installed here.");
        await using JobsHost host = await StartAsync("00:02:00");
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz, classes: 3, channels: 3);
        string classes = Yaml
            .Replace("positive: [\"1\"], negative: [\"0\"]", "classes: [\"0\", \"1\", \"2\"]", StringComparison.Ordinal)
            .Replace("size: 16", "size: 16\n  color: rgb", StringComparison.Ordinal);
        using Process worker = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Script(), "--watch", Shared(host)]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            Run theirs = await ToyExperiment.RunAsync(host, npz, classes);
            Run ours = await ToyExperiment.RunAsync(host, npz, classes.Replace("engine: worker", "engine: builtin", StringComparison.Ordinal));

            Assert.Equal((RunStatus.Succeeded, null), (theirs.Status, theirs.ErrorMessage));
            Assert.Equal(RunStatus.Succeeded, ours.Status);
            EnginePredictions one = await FirstAsync(host, theirs);
            EnginePredictions other = await FirstAsync(host, ours);
            Assert.StartsWith("PyTorch worker", one.Maker, StringComparison.Ordinal);
            Assert.Equal(3, one.History!.Count);
            // Start values, order and augmentation are the same: the first epochs differ by rounding alone.
            Assert.Equal(other.History![0].TrainingLoss, one.History[0].TrainingLoss, 3);
            Assert.Equal(other.History[0].LearningRate, one.History[0].LearningRate, 1e-7);
            Assert.Equal(3, StepState.FromJson(theirs.StepsJson).Single(step => step.Name == "train").Curves[0].Epochs.Count);
            Assert.Empty(Directory.GetDirectories(Path.Combine(Shared(host), "jobs")));
        }
        finally
        {
            worker.Kill();
        }
    }

    [Fact]
    public async Task A_pipeline_that_wants_a_worker_is_refused_where_none_is_set_up()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        Assert.Equal("WORKER_NOT_SET", (await RunAsync(host)).ErrorCode);
    }

    [Fact]
    public async Task A_worker_that_gives_no_sign_is_given_up()
    {
        await using JobsHost host = await StartAsync("00:00:01");
        Assert.Equal("WORKER_SILENT", (await RunAsync(host)).ErrorCode);
    }

    [Theory]
    [InlineData("other logits", "WORKER_LOGITS_DIFFER")]
    [InlineData("wrong hash", "WORKER_OUTPUT_BROKEN")]
    [InlineData("too few rows", "WORKER_OUTPUT_BROKEN")]
    [InlineData("no numbers", "WORKER_OUTPUT_BROKEN")]
    [InlineData("short weights", "WORKER_OUTPUT_BROKEN")]
    [InlineData("no best epoch", "WORKER_OUTPUT_BROKEN")]
    [InlineData("no json", "WORKER_OUTPUT_BROKEN")]
    [InlineData("failure", "TRAINING_LOSS_NOT_FINITE")]
    public async Task What_a_lying_worker_leaves_is_refused_by_its_code(string lie, string code)
    {
        await using JobsHost host = await StartAsync("00:00:30");
        Task lying = LieAsync(host, lie);
        Run run = await RunAsync(host);
        await lying;
        Assert.Equal((RunStatus.Failed, code), (run.Status, run.ErrorCode));
    }

    private static async Task LieAsync(JobsHost host, string lie)
    {
        string jobs = Path.Combine(Shared(host), "jobs");
        while (!Directory.Exists(jobs) || Directory.GetDirectories(jobs).All(one => one.EndsWith(".part", StringComparison.Ordinal)))
            await Task.Delay(50, Token);
        string job = Directory.GetDirectories(jobs).Single();
        string target = Directory.CreateDirectory(Path.Combine(job, "out")).FullName;
        if (lie == "failure")
        {
            await File.WriteAllTextAsync(Path.Combine(target, "failed.json"), """{"code": "TRAINING_LOSS_NOT_FINITE", "message": "The loss became nan."}""", Token);
            return;
        }

        string[] rows = (await File.ReadAllLinesAsync(Path.Combine(job, "index.csv"), Token))[1..];
        byte[] weights = await File.ReadAllBytesAsync(Path.Combine(job, "start.bin"), Token);
        string line = $$"""{"epoch": 1, "epochs": 3, "trainingLoss": 0.5, "validationLoss": 0.4, "validationAuc": 0.9, "learningRate": 0.001, "isBest": {{(lie == "no best epoch" ? "false" : "true")}}}""";
        string logit = lie == "no numbers" ? "nan" : "17.5";
        Dictionary<string, byte[]> files = new()
        {
            ["weights.bin"] = lie == "short weights" ? weights[..^4] : weights,
            ["metrics.jsonl"] = Encoding.UTF8.GetBytes(line + "\n"),
            ["env.json"] = "{}"u8.ToArray(),
            ["predictions.csv"] = Encoding.UTF8.GetBytes("image_sha256,logit\n" + string.Concat(rows.Skip(lie == "too few rows" ? 1 : 0).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Split(',')[0]},{logit}\n")))),
        };
        foreach ((string name, byte[] bytes) in files)
            await File.WriteAllBytesAsync(Path.Combine(target, name), bytes, Token);
        Dictionary<string, string> hashes = files.ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(lie == "wrong hash" ? [] : file.Value)));
        string done = Path.Combine(target, "done.json");
        await File.WriteAllTextAsync(done + ".part", lie == "no json" ? "{" : JsonSerializer.Serialize(new { schema = 1, files = hashes }), Token);
        File.Move(done + ".part", done);
    }

    private static async Task<EnginePredictions> FirstAsync(JobsHost host, Run run) =>
        (await ToyExperiment.ReadAsync<PredictionSet>(host, run, "train", "predictions.json")).Engines.First(engine => engine.Seed == 1);

    private static async Task<Run> RunAsync(JobsHost host)
    {
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz);
        return await ToyExperiment.RunAsync(host, npz, Yaml);
    }

    private static async Task<JobsHost> StartAsync(string patience)
    {
        string folder = Directory.CreateTempSubdirectory("medagg-test-").FullName;
        return await JobsHost.StartAsync(new() { ["Experiments:WorkerFolder"] = folder, ["Experiments:WorkerPatience"] = patience, ["Experiments:ProgressInterval"] = "00:00:00.050" });
    }

    private static string Shared(JobsHost host) => host.Get<Microsoft.Extensions.Options.IOptions<ExperimentOptions>>().Value.WorkerFolder;

    private static async Task<bool> HasTorchAsync()
    {
        if (!File.Exists("/usr/bin/python3"))
            return false;
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", "import torch"]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode == 0;
    }

    private static string Script()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MedAgg.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "docker", "trainer", "trainer.py");
    }
}
