using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Experiments.Evaluate;
using MedAgg.Jobs.Experiments.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>The whole pipeline over a small set, from file to report, without a database.</summary>
public sealed class PipelineRunnerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("medagg-pipeline-").FullName;
    private readonly PipelineRunner _runner = new ServiceCollection().AddPipelineSteps().BuildServiceProvider().GetRequiredService<PipelineRunner>();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Every_engine_is_measured_with_its_interval_and_unknown_patients_are_said()
    {
        MadeNpz.Write(Path.Combine(_root, "set.npz"));
        (ExperimentMetrics metrics, List<StepState> states) = await RunAsync(Yaml());
        Assert.Equal(["baseline", "cnn", "cnn"], metrics.Engines.Select(e => e.Engine));
        Assert.Equal([0, 1, 2], metrics.Engines.Select(e => e.Seed));
        Assert.All(metrics.Engines, e => Assert.True(e.TestAuc > 0.9, $"{e.Engine} {e.Seed}: {e.TestAuc}"));
        Assert.All(metrics.Engines, e => Assert.True(e.TestAucLow <= e.TestAuc && e.TestAuc <= e.TestAucHigh));
        Assert.Null(metrics.Engines[0].DifferenceToBaseline);
        Assert.NotNull(metrics.Engines[1].DifferenceToBaseline);
        Assert.Equal([120, 60, 60], metrics.Parts.Select(part => part.Cases));
        Assert.False(metrics.PatientsAreKnown);
        Assert.False(metrics.SplitIsGreen); // nobody can know
        Assert.Contains(metrics.Caveats, caveat => caveat.StartsWith("PATIENTS_UNKNOWN", StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<StepName>(), states.Where(s => s.Phase == StepPhase.Done).Select(s => s.Step));
        Assert.Contains(states, s => s.News?.Epoch is { Engine: "cnn", Seed: 2, Epoch: 3 });
    }

    [Fact]
    public async Task What_is_known_is_not_done_again_and_what_changes_is()
    {
        MadeNpz.Write(Path.Combine(_root, "set.npz"));
        (ExperimentMetrics first, _) = await RunAsync(Yaml());
        (ExperimentMetrics second, List<StepState> again) = await RunAsync(Yaml());
        Assert.All(again, s => Assert.Equal(StepPhase.Cached, s.Phase));
        Assert.Equal(first.Engines.Select(e => e.TestAuc), second.Engines.Select(e => e.TestAuc));
        (_, List<StepState> other) = await RunAsync(Yaml(resamples: 60));
        Assert.Equal([StepName.Evaluate, StepName.Report], other.Where(s => s.Phase == StepPhase.Done).Select(s => s.Step));
        (ExperimentMetrics forced, List<StepState> from) = await RunAsync(Yaml(), StepName.Train);
        Assert.Equal([StepName.Train, StepName.Evaluate, StepName.Report], from.Where(s => s.Phase == StepPhase.Done).Select(s => s.Step));
        Assert.Equal(first.Engines.Select(e => e.TestAuc), forced.Engines.Select(e => e.TestAuc)); // trained again to the same bits
        MadeNpz.Write(Path.Combine(_root, "set.npz"), signal: 60);
        (_, List<StepState> source) = await RunAsync(Yaml());
        Assert.DoesNotContain(source, s => s.Phase == StepPhase.Cached);
    }

    [Fact]
    public async Task A_stopped_run_goes_on_and_comes_to_the_same_results()
    {
        MadeNpz.Write(Path.Combine(_root, "set.npz"));
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(Yaml(), watch: s =>
        {
            if (s.News?.Epoch is { Seed: 2, Epoch: 2 })
                stop.Cancel();
        }, token: stop.Token));
        (ExperimentMetrics resumed, List<StepState> states) = await RunAsync(Yaml());
        Assert.DoesNotContain(states, s => s.News?.Epoch is { Seed: 1 } or { Seed: 2, Epoch: < 3 }); // seed 1 and two epochs were there
        Directory.Delete(Path.Combine(_root, "cache"), recursive: true);
        (ExperimentMetrics whole, _) = await RunAsync(Yaml());
        Assert.Equal(whole.Engines.Select(e => (e.TestAuc, e.ValidationAuc)), resumed.Engines.Select(e => (e.TestAuc, e.ValidationAuc)));
    }

    [Fact]
    public async Task A_damaged_result_is_made_again()
    {
        MadeNpz.Write(Path.Combine(_root, "set.npz"));
        await RunAsync(Yaml());
        string images = Directory.EnumerateFiles(_root, "images.bin", SearchOption.AllDirectories).Single();
        await using (FileStream file = File.OpenWrite(images))
            file.WriteByte(255);
        (_, List<StepState> states) = await RunAsync(Yaml());
        Assert.Equal([StepName.Preprocess], states.Where(s => s.Phase == StepPhase.Done).Select(s => s.Step));
    }

    [Theory]
    [InlineData("size: 4", "PIPELINE_SETTING")]
    [InlineData("sise: 40", "PIPELINE_SETTING")]
    [InlineData("size: large", "PIPELINE_SETTING")]
    public async Task Wrong_settings_are_refused(string setting, string code)
    {
        MadeNpz.Write(Path.Combine(_root, "set.npz"));
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(Yaml(preprocess: setting)));
        Assert.Equal(code, refused.Refusal.Code);
        Assert.Contains("preprocess", refused.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_refused()
    {
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(Yaml()));
        Assert.Equal("SOURCE_NOT_FOUND", refused.Refusal.Code);
    }

    private async Task<(ExperimentMetrics Metrics, List<StepState> States)> RunAsync(string yaml, StepName? from = null, Action<StepState>? watch = null, CancellationToken? token = null)
    {
        Pipeline pipeline = PipelineReader.Read(yaml, "p.yaml").Pipeline!;
        List<StepState> states = [];
        IReadOnlyDictionary<StepName, string> folders = await _runner.RunAsync(pipeline, _root, new StepCache(Path.Combine(_root, "cache")), from, state =>
        {
            states.Add(state);
            watch?.Invoke(state);
        }, token ?? TestContext.Current.CancellationToken);
        return (MetricsFile.Parse(await File.ReadAllTextAsync(Path.Combine(folders[StepName.Report], "metrics.json"), TestContext.Current.CancellationToken)), states);
    }

    private static string Yaml(int resamples = 50, string preprocess = "") => $$"""
        name: made
        steps:
          acquire: { paths: ["${MEDAGG_NO_SUCH_VARIABLE}/set.npz", set.npz] }
          structure: { classes: [dark, lit] }
          preprocess: { {{preprocess}} }
          split: { strategy: official }
          train:
            seeds: [1, 2]
            epochs: 3
            batch: 16
            threads: 2
            network: { channels: [8, 16], pools: [true, false] }
            augmentation: { flips_horizontally: true }
          evaluate: { resamples: {{resamples}} }
        """;
}
