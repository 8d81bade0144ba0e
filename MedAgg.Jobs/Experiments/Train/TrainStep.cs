using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Cases;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Jobs.Experiments.Split;
using MedAgg.Learning.Baselines;
using MedAgg.Learning.Splits;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments.Train;

/// <summary>Trains the network once for each seed and the baseline beside it, and stores every engine's logits of validation and test.</summary>
internal sealed class TrainStep : IPipelineStep
{
    public const string Baseline = "baseline";
    public const string Network = "cnn";

    public StepName Name => StepName.Train;

    public int CodeVersion => 1;

    public Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken)
    {
        context.Read<TrainSettings>(); // a wrong setting is told before the steps in front have worked for it
        return Task.FromResult("");
    }

    public Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        TrainSettings settings = context.Read<TrainSettings>();
        if (settings.Seeds.Count is 0 or > 100)
            throw new RefusedException("PIPELINE_SETTING", "Step train: 1 to 100 seeds are possible.");
        CaseTable cases = CaseTable.Read(context.Earlier[StepName.Preprocess]);
        PartsOf parts = SplitStep.Read(context.Earlier[StepName.Split]);
        ByteImages images = PreparedImages.Load(context.Earlier[StepName.Preprocess], cases);
        TrainParts inputs = new(cases, parts, images);
        int total = settings.Seeds.Count + 1;
        RunBaseline(context, settings, inputs, cancellationToken);
        context.Tell(new(1, total));
        for (int i = 0; i < settings.Seeds.Count; i++)
        {
            NetworkRun.Run(context, settings, inputs, settings.Seeds[i], parts.Sha256, cancellationToken);
            context.Tell(new(i + 2, total));
        }

        return Task.CompletedTask;
    }

    private static void RunBaseline(StepContext context, TrainSettings settings, TrainParts inputs, CancellationToken cancellationToken)
    {
        if (EngineFiles.AreThere(context.Folder, Baseline, null))
            return;
        if (inputs.Cases.Classes.Count != 2)
            return; // the baseline answers a question of two classes
        if (inputs.Images.Shape is { Height: < 8 } or { Width: < 8 })
            throw new RefusedException("IMAGES_TOO_SMALL", "Step train: the baseline's features need images of 8 × 8 pixels at least.");
        IReadOnlyList<double[]> rows = ImageFeatures.OfAll(inputs.Images, 255, cancellationToken);
        int[] training = inputs.Parts.IndicesOf(SplitPart.Training);
        int[] validation = inputs.Parts.IndicesOf(SplitPart.Validation);
        bool IsPositive(int i) => inputs.Cases.Rows[i].Label == 1;
        var fitted = LogisticRegression.FitBest(
            [.. training.Select(i => rows[i])], [.. training.Select(IsPositive)], [.. validation.Select(i => rows[i])], [.. validation.Select(IsPositive)], settings.BaselinePenalties, cancellationToken);
        LogisticRegression model = fitted.IsDone ? fitted.Value : throw new RefusedException(fitted.Refusal.Code, $"Step train, baseline: {fitted.Refusal.Message}");
        string folder = EngineFiles.FolderOf(context.Folder, Baseline, null);
        File.WriteAllText(Path.Combine(folder, "model.json"), JsonSerializer.Serialize(new { features = ImageFeatures.Names, model }));
        EngineFiles.WritePredictions(folder, inputs, index => [(float)model.Logit(rows[index])]);
    }
}

/// <summary>What all engines are trained on.</summary>
/// <param name="Cases">The table.</param>
/// <param name="Parts">The part of each case.</param>
/// <param name="Images">Their images.</param>
internal sealed record TrainParts(CaseTable Cases, PartsOf Parts, ByteImages Images);
