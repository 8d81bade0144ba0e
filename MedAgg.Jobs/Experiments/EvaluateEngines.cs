using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments;

/// <summary>Sixth step: one implementation of every metric, whoever made the logits.</summary>
internal sealed class EvaluateEngines : IPipelineStep
{
    public const string Word = "evaluate";
    public const string File = "evaluation.json";

    public string Name => Word;

    public int CodeVersion => 4;

    public ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken) => new(context.Pipeline.Evaluate);

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        CaseSet set = await context.ReadAsync<CaseSet>(StructureCases.Word, StructureCases.File, cancellationToken);
        PreparedSet prepared = await context.ReadAsync<PreparedSet>(PreprocessImages.Word, PreprocessImages.File, cancellationToken);
        SplitResult split = await context.ReadAsync<SplitResult>(SplitCases.Word, SplitCases.File, cancellationToken);
        PredictionSet predictions = await context.ReadAsync<PredictionSet>(TrainEngines.Word, TrainEngines.File, cancellationToken);
        List<TaskEvaluation> tasks = [];
        foreach (TaskStep task in context.Pipeline.Structure.Tasks)
            tasks.Add(new TaskEvaluator(context.Pipeline, set, prepared, split, task).Evaluate(predictions, cancellationToken));
        EvaluationResult result = new(tasks)
        {
            Groups = [.. TaskGroup.Of(context.Pipeline.Structure.Tasks).Where(group => group.HasClasses).Select(group => GroupEvaluation.Of(group, tasks, set, prepared, split))],
        };
        await context.WriteAsync(File, result, cancellationToken);
        await context.WriteAsync("metrics.json", MetricSummary.Of(result, split, set), cancellationToken);
        EngineEvaluation main = tasks[0].Main;
        return string.Create(CultureInfo.InvariantCulture, $"{tasks[0].Name}: test AUC of the network {main.Test.Auc?.Auc:0.000}, of the baseline {tasks[0].BaselineEngine.Test.Auc?.Auc:0.000}, of metadata alone {tasks[0].Probe?.TestAuc:0.000}");
    }
}
