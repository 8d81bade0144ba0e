using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments;

/// <summary>The tasks that one network answers: a question with two answers by itself, or all classes of a question with several.</summary>
/// <param name="Name">Word for files and curves.</param>
/// <param name="Tasks">At least one; one a class in the order of the network's outputs.</param>
internal sealed record TaskGroup(string Name, IReadOnlyList<TaskStep> Tasks)
{
    public bool HasClasses => Tasks[0].Group is not null;

    /// <summary>Logits of the network.</summary>
    public int Outputs => HasClasses ? Tasks.Count : 1;

    public static IReadOnlyList<TaskGroup> Of(IReadOnlyList<TaskStep> tasks) =>
        [.. tasks.GroupBy(task => task.Group ?? task.Name, StringComparer.Ordinal).Select(group => new TaskGroup(group.Key, [.. group]))];

    /// <summary>Class of an image: 1 for positive and 0 for negative, or the place of its class; null when the question does not know it.</summary>
    public int? LabelOf(CaseImage image)
    {
        if (!HasClasses)
            return image.Labels.TryGetValue(Tasks[0].Name, out bool isPositive) ? isPositive ? 1 : 0 : null;
        for (int i = 0; i < Tasks.Count; i++)
        {
            if (image.Labels.TryGetValue(Tasks[i].Name, out bool isClass) && isClass)
                return i;
        }

        return null;
    }

    /// <summary>Logit of one of the tasks: of several classes the log-odds of that class against the rest.</summary>
    public double LogitOf(int task, IReadOnlyList<float> logits)
    {
        if (!HasClasses)
            return logits[0];
        double highest = double.NegativeInfinity;
        for (int i = 0; i < logits.Count; i++)
            highest = i == task ? highest : Math.Max(highest, logits[i]);
        double rest = 0;
        for (int i = 0; i < logits.Count; i++)
            rest += i == task ? 0 : Math.Exp(logits[i] - highest);
        return logits[task] - highest - Math.Log(rest);
    }
}
