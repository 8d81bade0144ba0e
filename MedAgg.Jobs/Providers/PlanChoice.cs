using System.Globalization;
using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers;

/// <summary>Takes from a plan the part that is wanted.</summary>
public static class PlanChoice
{
    /// <summary>The plan with what was chosen; a refusal when nothing is left or the choice makes no sense here.</summary>
    public static Resolution Apply(SourcePlan plan, SourceChoice choice)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(choice);
        if (choice.IsWhole || plan.IsChosen)
            return Resolution.Of(plan);
        if (choice.Patients.Count > 0 || choice.PerClass is not null || choice.MaxPatients is not null)
            return Resolution.Refused(SourceCodes.ChoiceNotPossible, "This source does not list patients or classes; choose by path patterns or by bytes instead.");

        List<PathPattern> include = [.. choice.Include.Select(pattern => new PathPattern(pattern))];
        List<PathPattern> exclude = [.. choice.Exclude.Select(pattern => new PathPattern(pattern))];
        List<PlannedFile> named = [.. plan.Files.Where(file => (include.Count == 0 || include.Exists(p => p.Matches(file.Path))) && !exclude.Exists(p => p.Matches(file.Path)))];
        List<string> warnings = [.. plan.Warnings];
        List<PlannedFile> chosen = choice.MaxBytes is { } most ? Within(named, most, warnings) : named;
        return chosen.Count == 0 && plan.Files.Count > 0
            ? Resolution.Refused(SourceCodes.ChoiceEmpty, string.Create(CultureInfo.InvariantCulture, $"None of the {plan.Files.Count} files of the source is left after the choice."))
            : Resolution.Of(plan with { Files = chosen, FilesLeftOut = plan.FilesLeftOut + plan.Files.Count - chosen.Count, Warnings = warnings });
    }

    // In the order of the source, each file that still fits: the same budget takes the same files again.
    private static List<PlannedFile> Within(List<PlannedFile> files, long most, List<string> warnings)
    {
        List<PlannedFile> chosen = [];
        long left = most;
        int unknown = 0;
        foreach (PlannedFile file in files)
        {
            if (file.SizeBytes is not { } size)
            {
                unknown++;
            }
            else if (size <= left)
            {
                left -= size;
                chosen.Add(file);
            }
        }

        if (unknown > 0)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"SIZE_UNKNOWN: {unknown} file(s) are left out, because the source does not state their size and the bytes are limited."));
        return chosen;
    }
}
