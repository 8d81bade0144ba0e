using MedAgg.Web.Features.Inspection;

namespace MedAgg.Web.Tests.Features.Inspection;

/// <summary>Makes fact tables of few rows.</summary>
internal static class Table
{
    public static FactTable Of(params FactRow[] rows)
    {
        var builder = new FactTableBuilder(1);
        foreach (FactRow row in rows)
            builder.Add(row);
        return builder.Build();
    }

    /// <summary>A row of a patient; null for one that the file does not name.</summary>
    public static FactRow Row(string? patient, string? modality = null, string? series = null) =>
        new() { FileId = 1, PatientKey = patient, StudyKey = patient, SeriesKey = series, Modality = modality };

    /// <summary>Counts as <c>ct:2 mr:1 ?:1</c>, the largest first, unknown last.</summary>
    public static string Says(FactGroups groups) => string.Join(' ', groups.Known.OrderByDescending(group => group.Count).ThenBy(group => group.Value, StringComparer.Ordinal)
        .Select(group => $"{group.Value}:{group.Count}").Append($"?:{groups.Unknown}"));

    public static RowSet All(this FactTable table) => table.Select(FactFilter.None);

    public static FactFilter Filter(params string[] conditions) => FactFilter.Parse(
        conditions.Where(condition => !condition.StartsWith('!')), conditions.Where(condition => condition.StartsWith('!')).Select(condition => condition[1..]));
}
