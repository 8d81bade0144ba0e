using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Jobs.Experiments;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Reports.Comparing;

/// <summary>Makes the list of test cases out of what the steps of a run left.</summary>
internal static class TestCaseBuilder
{
    public static TestCases Of(Pipeline pipeline, CaseSet set, PreparedSet prepared, SplitResult split, EvaluationResult evaluation) => new(
        prepared.Size,
        [.. evaluation.Tasks.Select(task => Of(task, new(set, prepared, split, pipeline.Structure.Tasks.First(step => step.Name == task.Name), SplitPart.Test), split.Sha256))]);

    private static TaskCases Of(TaskEvaluation task, UnitSet units, string salt)
    {
        IReadOnlyList<double> network = task.Main.TestLogits;
        IReadOnlyList<double> baseline = task.BaselineEngine.TestLogits;
        ILookup<string, int> members = Enumerable.Range(0, units.Images.Count).ToLookup(i => units.Images[i].Unit, StringComparer.Ordinal);
        List<TestCase> cases = [];
        for (int unit = 0; unit < units.First.Count; unit++)
        {
            CaseImage image = units.Images[units.First[unit]];
            int[] own = [.. members[image.Unit]];
            cases.Add(new(
                Hash($"{image.Unit}|{string.Join('|', own.Select(i => units.Images[i].Sha256).Order(StringComparer.Ordinal))}"),
                "U-" + Hash($"{salt}|{image.Unit}")[..8],
                image.FileId, [.. own.Select(i => units.Arrays[i])], units.UnitPositive[unit], network[unit], baseline[unit], image.Facts));
        }

        double? threshold = task.Main.Test.Threshold?.Value;
        return new(task.Name, task.PositiveName, task.NegativeName, threshold is { } logit ? 1 / (1 + Math.Exp(-logit)) : null, cases);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
