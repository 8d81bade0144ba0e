using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>Reads a task: a question with two answers, or one with a list of classes, which is a question for each class against the rest.</summary>
internal static partial class TaskReader
{
    private const int MostClasses = 50;

    public static IEnumerable<TaskStep> Read(YamlPart part)
    {
        string name = part.Required("name");
        string label = part.Required("label");
        IReadOnlyList<string> classes = part.Texts("classes");
        if (!TaskName().IsMatch(name))
            part.Fault("name", $"must be up to 40 letters, digits and dashes");
        IReadOnlyList<TaskStep> tasks = classes.Count > 0 ? Classes(part, name, label, classes) : [Answers(part, name, label)];
        part.Close();
        return tasks;
    }

    private static TaskStep Answers(YamlPart part, string name, string label)
    {
        TaskStep task = new()
        {
            Name = name,
            Label = label,
            Positive = part.Texts("positive"),
            Negative = part.Texts("negative"),
            PositiveName = part.Text("positive_name", "positive"),
            NegativeName = part.Text("negative_name", "negative"),
        };
        if (task.Positive.Count == 0)
            part.Fault("positive", $"must name at least one value, or classes must be a list of at least three");
        if (task.Negative.Count == 0)
            part.Fault("negative", $"must name at least one value");
        if (task.Positive.Intersect(task.Negative, StringComparer.OrdinalIgnoreCase).Any())
            part.Fault("negative", $"must not name a value that is positive");
        return task;
    }

    private static List<TaskStep> Classes(YamlPart part, string name, string label, IReadOnlyList<string> classes)
    {
        IReadOnlyList<string> names = part.Texts("class_names");
        if (classes.Count is < 3 or > MostClasses)
            part.Fault("classes", $"must be 3 to {MostClasses} values; two answers are written as positive and negative");
        if (classes.Distinct(StringComparer.OrdinalIgnoreCase).Count() != classes.Count)
            part.Fault("classes", $"must differ from each other");
        if (names.Count > 0 && names.Count != classes.Count)
            part.Fault("class_names", $"must be as many as the {classes.Count} classes");
        List<TaskStep> tasks = [];
        for (int i = 0; i < classes.Count; i++)
        {
            string shown = names.Count == classes.Count ? names[i] : classes[i];
            tasks.Add(new()
            {
                Name = Own($"{name}-{Word(shown, i)}", tasks),
                Label = label,
                Positive = [classes[i]],
                Negative = [.. classes.Where((_, other) => other != i)],
                PositiveName = shown,
                NegativeName = $"other than {shown}",
                Group = name,
            });
        }

        return tasks;
    }

    private static string Word(string text, int place)
    {
        StringBuilder word = new();
        foreach (char c in text.Take(30))
            word.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        string plain = string.Join('-', word.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        return plain.Length > 0 ? plain : place.ToString(CultureInfo.InvariantCulture);
    }

    // Names that differ in other letters alone would fall together.
    private static string Own(string name, List<TaskStep> tasks) =>
        tasks.Exists(task => task.Name == name) ? string.Create(CultureInfo.InvariantCulture, $"{name}-{tasks.Count}") : name;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
    private static partial Regex TaskName();
}
