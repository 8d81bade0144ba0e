using System.Globalization;
using System.Text;
using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments;

/// <summary><c>predictions.csv</c>: a line an image with its part, its labels and every engine's logit.</summary>
internal static class PredictionTable
{
    public static string Write(CaseSet set, PreparedSet prepared, SplitResult split, IReadOnlyList<EnginePredictions> all, IReadOnlyList<TaskStep> tasks)
    {
        StringBuilder text = new("image_sha256,part");
        foreach (TaskStep task in tasks)
            text.Append(CultureInfo.InvariantCulture, $",label_{task.Name}");
        foreach (EnginePredictions engine in all)
            text.Append(CultureInfo.InvariantCulture, $",logit_{engine.Task}_{engine.Engine}{(engine.Seed is { } seed ? $"_{seed}" : "")}");
        text.Append('\n');
        for (int i = 0; i < prepared.Cases.Count; i++)
        {
            CaseImage image = set.Images[prepared.Cases[i].Case];
            text.Append(image.Sha256).Append(',').Append(split.Parts[i].ToString().ToLowerInvariant());
            foreach (TaskStep task in tasks)
                text.Append(',').Append(image.Labels.TryGetValue(task.Name, out bool label) ? label ? "1" : "0" : "");
            foreach (EnginePredictions engine in all)
                text.Append(',').Append(engine.Logits[i].ToString("R", CultureInfo.InvariantCulture));
            text.Append('\n');
        }

        return text.ToString();
    }
}
