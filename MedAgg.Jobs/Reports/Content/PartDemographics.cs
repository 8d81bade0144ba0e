using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Jobs.Reports.Content;

/// <summary>What is known of the cases of each part, fact by fact.</summary>
internal static class PartDemographics
{
    // Figures of pixels are measured after the cases are gathered: they are for the probe, and say nothing about people.
    private static readonly string[] OfPixels = [CaseFacts.Border, CaseFacts.Brightness];

    /// <summary>Lines of fact, value and cases in each part, in the order of the parts.</summary>
    public static IReadOnlyList<(string Fact, string Value, IReadOnlyList<int> Counts)> Of(TaskEvaluation task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return [.. task.Parts.SelectMany(part => part.Facts.SelectMany(fact => fact.Value.Keys.Select(value => (Fact: fact.Key, Value: value)))).Distinct()
            .Where(line => !OfPixels.Contains(line.Fact))
            .Select(line => (line.Fact, line.Value, (IReadOnlyList<int>)[.. task.Parts.Select(part => part.Facts.TryGetValue(line.Fact, out IReadOnlyDictionary<string, int>? values) ? values.GetValueOrDefault(line.Value) : 0)]))];
    }
}
