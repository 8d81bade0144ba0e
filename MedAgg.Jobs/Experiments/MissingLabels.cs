using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments;

/// <summary>Says why no image has a label that a task knows: which labels there are, or which values the wanted one has.</summary>
internal static class MissingLabels
{
    private const int MostNamed = 8;

    /// <param name="step">What the tasks want.</param>
    /// <param name="labels">Labels of each image, <c>name=value</c>.</param>
    /// <param name="columns">Columns of the table that was joined; none without one.</param>
    /// <param name="flow">How many images were left out for what.</param>
    public static string Sentence(StructureStep step, IEnumerable<IEnumerable<string>> labels, IReadOnlyList<string> columns, IReadOnlyList<FlowLine> flow)
    {
        Dictionary<string, Dictionary<string, int>> there = new(StringComparer.OrdinalIgnoreCase);
        foreach (string label in labels.SelectMany(image => image))
        {
            int sign = label.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
                continue;
            Dictionary<string, int> values = there.TryGetValue(label[..sign], out Dictionary<string, int>? known) ? known : there[label[..sign]] = [];
            values[label[(sign + 1)..]] = values.GetValueOrDefault(label[(sign + 1)..]) + 1;
        }

        foreach (string column in columns)
            there.TryAdd(column, []);
        IEnumerable<string> faults = step.Tasks.GroupBy(task => task.Label, StringComparer.OrdinalIgnoreCase).Select(tasks => Fault(tasks.Key, [.. tasks], there));
        string counts = string.Join(", ", flow.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Code.Replace('_', ' ')} {line.Images}")));
        return $"No image has a label that a task knows (images: {counts}). {string.Join(" ", faults)}";
    }

    private static string Fault(string label, TaskStep[] tasks, Dictionary<string, Dictionary<string, int>> there)
    {
        if (!there.TryGetValue(label, out Dictionary<string, int>? values))
            return there.Count == 0 ? $"The images have no labels at all; '{label}' is wanted." : $"There is no label '{label}'; there are {Some(there.Keys.Order(StringComparer.Ordinal))}.";
        string wanted = Some(tasks.SelectMany(task => task.Positive.Concat(task.Negative)).Distinct(StringComparer.OrdinalIgnoreCase));
        return values.Count == 0
            ? $"'{label}' is a column of the table, and no row of it was joined to an image with {wanted}."
            : $"'{label}' has the values {Some(values.OrderByDescending(value => value.Value).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key} ({value.Value})")))}; the tasks know {wanted}.";
    }

    private static string Some(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return string.Join(", ", all.Take(MostNamed)) + (all.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - MostNamed} more") : "");
    }
}
