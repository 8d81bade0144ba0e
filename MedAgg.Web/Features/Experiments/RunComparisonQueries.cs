using System.Globalization;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Comparing;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Reads runs to compare them.</summary>
public sealed class RunComparisonQueries(ExperimentQueries queries, IStringLocalizer<ExperimentTexts> texts)
{
    /// <param name="actor">Who asks.</param>
    /// <param name="ids">The runs.</param>
    /// <param name="wanted">Name of a task; the first that all have when it is none of theirs.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RunComparisonView> ReadAsync(Actor actor, IReadOnlyList<long> ids, string? wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        List<RunReading> runs = [];
        List<long> missing = [];
        foreach (long id in ids)
        {
            if (await queries.FindAsync(actor, id, cancellationToken) is { } row && await queries.ReadAsync(row, cancellationToken) is { } reading)
                runs.Add(reading);
            else
                missing.Add(id);
        }

        string[] names = [.. runs.SelectMany(run => run.Report.Tasks.Select(task => task.Name)).Distinct(StringComparer.Ordinal)];
        string[] shared = [.. names.Where(name => runs.Count > 1 && runs.All(run => IsSame(run.Task(name), runs[0].Task(name))))];
        string? task = shared.Contains(wanted) ? wanted : shared.FirstOrDefault();
        TaskCases[] cases = task is null ? [] : [.. runs.Select(run => run.Cases?.Tasks.FirstOrDefault(one => one.Name == task)).OfType<TaskCases>()];
        return new()
        {
            Runs = runs,
            Names = [.. runs.Select(run => texts.Say("RunNumber", run.Row.Id.ToString(CultureInfo.InvariantCulture)))],
            Missing = missing,
            Tasks = shared,
            OtherTasks = [.. names.Except(shared, StringComparer.Ordinal)],
            Task = task,
            Cases = cases,
            Comparison = task is not null && cases.Length == runs.Count ? RunComparison.Of(cases) : null,
        };
    }

    // The same word with other classes is another question.
    private static bool IsSame(TaskEvaluation? one, TaskEvaluation? other) =>
        one is not null && other is not null && one.PositiveName == other.PositiveName && one.NegativeName == other.NegativeName;
}
