using System.Globalization;
using System.Text;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Tests.Ingestion;
using MedAgg.Learning.Splits;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>A whole pipeline on a toy.</summary>
public sealed class ExperimentPipelineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipeline_runs_to_its_report_and_a_second_run_takes_every_step_from_the_first()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz);

        Run first = await ToyExperiment.RunAsync(host, npz);
        Assert.Equal((RunStatus.Succeeded, null), (first.Status, first.ErrorMessage));
        IReadOnlyList<StepState> steps = StepState.FromJson(first.StepsJson);
        Assert.All(steps, step => Assert.Equal(StepStanding.Done, step.Standing));
        Assert.Equal([3, 3], steps.Single(step => step.Name == "train").Curves.Select(curve => curve.Epochs.Count));
        StepOutput report = (await host.Get<StepStore>().FindAsync(steps[^1].Key!, Token))!;
        Assert.Empty(new[] { "report.en.html", "report.ru.html", "publication-pack.zip", "mlflow.zip" }.Except(report.Files.Keys));
        string page = Encoding.UTF8.GetString(await host.Get<StepStore>().ReadAsync(report, "report.ru.html", Token));
        Assert.Contains("Источник не называет пациентов", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);

        Run second = await ToyExperiment.RunAsync(host, npz);
        Assert.All(StepState.FromJson(second.StepsJson), step => Assert.Equal(StepStanding.Cached, step.Standing));
        Assert.Equal(first.MetricsJson, second.MetricsJson);
    }

    [Fact]
    public async Task A_question_with_three_classes_trains_one_network_and_is_measured_class_by_class_and_as_a_whole()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz, classes: 3, channels: 3);
        string yaml = ToyExperiment.Yaml
            .Replace("{ name: bright, label: label, positive: [\"1\"], negative: [\"0\"] }", "{ name: kind, label: label, classes: [\"0\", \"1\", \"2\"], class_names: [dark, grey, bright] }", StringComparison.Ordinal)
            .Replace("size: 16", "size: 16\n  color: rgb", StringComparison.Ordinal);

        Run run = await ToyExperiment.RunAsync(host, npz, yaml);

        Assert.Equal((RunStatus.Succeeded, null), (run.Status, run.ErrorMessage));
        Assert.Equal(3, (await ToyExperiment.ReadAsync<PreparedSet>(host, run, "preprocess", "images.json")).Channels);
        Assert.Equal(2, StepState.FromJson(run.StepsJson).Single(step => step.Name == "train").Curves.Count);
        EvaluationResult result = await ToyExperiment.ReadAsync<EvaluationResult>(host, run, "evaluate", "evaluation.json");
        Assert.Equal(["kind-dark", "kind-grey", "kind-bright"], result.Tasks.Select(task => task.Name));
        GroupEvaluation group = Assert.Single(result.Groups);
        Assert.Equal(24, group.Network.Confusion.Sum(row => row.Sum()));
        Assert.All(group.Network.Confusion, row => Assert.Equal(8, row.Sum()));
        Assert.Equal(result.Tasks.Average(task => task.Main.Test.Auc!.Auc), group.Network.MacroAuc!.Value, 9);
        PredictionSet predictions = await ToyExperiment.ReadAsync<PredictionSet>(host, run, "train", "predictions.json");
        EnginePredictions[] seed = [.. predictions.Engines.Where(engine => engine.Seed == 1)];
        Assert.Single(seed.Select(engine => engine.WeightsSha256).Distinct());
        // Log-odds of the classes are those of one softmax: their probabilities add to one.
        Assert.All(Enumerable.Range(0, 84), image => Assert.Equal(1, seed.Sum(engine => 1 / (1 + Math.Exp(-engine.Logits[image]))), 6));
    }

    [Fact]
    public async Task A_source_without_a_validation_part_and_with_volumes_says_so_in_its_report()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz, planes: 6, parts: [("train", 60), ("test", 24)]);

        Run run = await ToyExperiment.RunAsync(host, npz);

        Assert.Equal((RunStatus.Succeeded, null), (run.Status, run.ErrorMessage));
        SplitResult split = await ToyExperiment.ReadAsync<SplitResult>(host, run, "split", "split.json");
        Assert.Equal((true, split.Parts.Count(part => part == SplitPart.Validation), 24), (split.IsOfficial, split.CutForValidation, split.Parts.Count(part => part == SplitPart.Test)));
        EvaluationResult result = await ToyExperiment.ReadAsync<EvaluationResult>(host, run, "evaluate", "evaluation.json");
        Assert.Equal(["84", "84"], result.Tasks[0].Caveats.Single(caveat => caveat.Code == "middle_plane").Values);
        Assert.InRange(int.Parse(result.Tasks[0].Caveats.Single(caveat => caveat.Code == "validation_cut").Values[0], CultureInfo.InvariantCulture), 8, 14);
    }

    [Theory]
    [InlineData("label: label, positive: [\"ill\"], negative: [\"well\"]", "'label' has the values 0 (42), 1 (42); the tasks know ill, well.")]
    [InlineData("label: diagnosis, positive: [\"1\"], negative: [\"0\"]", "There is no label 'diagnosis'; there are label.")]
    public async Task A_task_that_no_image_answers_is_told_what_the_labels_are(string task, string says)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz);
        string yaml = ToyExperiment.Yaml.Replace("label: label, positive: [\"1\"], negative: [\"0\"]", task, StringComparison.Ordinal);

        Run run = await ToyExperiment.RunAsync(host, npz, yaml);

        Assert.Equal((RunStatus.Failed, "CASES_NONE"), (run.Status, run.ErrorCode));
        Assert.Contains(says, run.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_somebody_cancels_ends_as_cancelled()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz);
        long id = await ToyExperiment.StoreAsync(host, npz);
        await using (MedAggContext context = await host.OpenAsync())
            await context.Runs.Where(run => run.Id == id).ExecuteUpdateAsync(set => set.SetProperty(run => run.CancelRequested, true), Token); // the run writes its progress meanwhile

        Assert.False(await host.Get<ExperimentPipeline>().RunAsync(id, Token));
        Assert.Equal(RunStatus.Cancelled, (await ToyExperiment.FindAsync(host, id)).Status);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_in_the_middle_of_its_training_stops_there_and_leaves_no_work_behind()
    {
        await using JobsHost host = await JobsHost.StartAsync(new() { ["Experiments:ProgressInterval"] = "00:00:00.050" });
        string npz = Path.Combine(host.Folder, "toy.npz");
        await ToyExperiment.WriteAsync(npz);
        long id = await ToyExperiment.StoreAsync(host, npz, ToyExperiment.Yaml.Replace("epochs: 3", "epochs: 10000", StringComparison.Ordinal));
        Task<Run> running = ToyExperiment.FinishAsync(host, id);
        while (!StepState.FromJson((await ToyExperiment.FindAsync(host, id)).StepsJson).SelectMany(step => step.Curves).Any(curve => curve.Epochs.Count > 1))
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(50, Token);
        }

        await using (MedAggContext context = await host.OpenAsync())
            await context.Runs.Where(run => run.Id == id).ExecuteUpdateAsync(set => set.SetProperty(run => run.CancelRequested, true), Token); // the run writes its progress meanwhile

        Run run = await running.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal(RunStatus.Cancelled, run.Status);
        Assert.Empty(host.Get<MedAgg.Jobs.Storage.WorkAreas>().List());
    }
}
