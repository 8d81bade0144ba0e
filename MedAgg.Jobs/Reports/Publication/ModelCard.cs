using System.Globalization;
using System.Text;
using System.Text.Json;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Jobs.Reports.Wording;

namespace MedAgg.Jobs.Reports.Publication;

/// <summary>The model card: README.md with YAML front matter as Hugging Face reads it, sections after Mitchell et al. (2019).</summary>
internal static class ModelCard
{
    public static string Write(ReportDocument report)
    {
        ReportWords words = new("en");
        StringBuilder text = new("---\nlanguage: en\nlicense: other\nlicense_name: chosen-by-the-authors\nlibrary_name: onnx\ntags:\n- medical-imaging\n- image-classification\n- research-only\n");
        text.Append(CultureInfo.InvariantCulture, $"datasets:\n- {Yaml(report.Dataset.Slug)}\nmetrics:\n- roc_auc\n- average_precision\nmodel-index:\n");
        text.Append(CultureInfo.InvariantCulture, $"- name: {Yaml(report.Title)}\n  results:\n");
        foreach (TaskEvaluation task in report.Tasks)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - task:\n      type: image-classification\n      name: {Yaml(task.Name)}\n    dataset:\n      type: {Yaml(report.Dataset.Slug)}\n      name: {Yaml(report.Dataset.Title)}\n      split: test\n      revision: {Yaml(report.Dataset.ManifestSha256)}\n    metrics:\n");
            foreach (EngineEvaluation engine in task.Engines.Where(engine => engine.Test.Auc is not null))
                text.Append(CultureInfo.InvariantCulture, $"    - type: roc_auc\n      value: {engine.Test.Auc!.Auc:0.0000}\n      name: {Yaml($"AUC, {NameOf(engine)}")}\n");
            if (task.Main.Headline is { } headline)
                text.Append(CultureInfo.InvariantCulture, $"    - type: roc_auc\n      value: {headline.Auc:0.0000}\n      name: {Yaml($"AUC on {headline.Value} only")}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"---\n\n# {report.Title}\n\n{report.Description}\n\n**{words["research"]}**\n\n## Intended use and what it is not for\n\nResearch on methods and data. Not for diagnosis, screening or any decision about a person. No external test was made.\n\n## Training data\n\n{report.Dataset.Title}, version {report.Dataset.Number}, licence {report.Dataset.Licence ?? "unknown"}; manifest SHA-256 `{report.Dataset.ManifestSha256}`. Patients are {(report.PatientsAreKnown ? "known, and never in two parts" : "unknown")}.\n\n## Procedure\n\n");
        foreach ((string name, string value) in report.Settings)
            text.Append(CultureInfo.InvariantCulture, $"- `{name}`: {value}\n");
        text.Append("\n## Evaluation\n\n");
        foreach (TaskEvaluation task in report.Tasks)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {task.Name}: {task.PositiveName} / {task.NegativeName}\n\n| engine | test AUC | 95 % interval |\n|---|---|---|\n");
            foreach (EngineEvaluation engine in task.Engines)
                text.Append(CultureInfo.InvariantCulture, $"| {NameOf(engine)} | {words.Share(engine.Test.Auc?.Auc)} | {words.Share(engine.Test.AucBootstrap?.Interval.Low)}–{words.Share(engine.Test.AucBootstrap?.Interval.High)} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| metadata alone | {words.Share(task.Probe?.TestAuc)} | |\n\n#### Bias and limits\n\n");
            foreach (Caveat caveat in task.Caveats)
                text.Append(CultureInfo.InvariantCulture, $"- **{words.Level(caveat.Level)}**: {words.Of(caveat)}\n");
            text.Append('\n');
        }

        return text.ToString();
    }

    internal static string NameOf(EngineEvaluation engine) =>
        engine.Engine == TrainEngines.Baseline ? "baseline" : engine.Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"network seed {seed}") : "network, mean of seeds";

    // A JSON string is a YAML string.
    private static string Yaml(string text) => JsonSerializer.Serialize(text, StepStore.Indented);
}
