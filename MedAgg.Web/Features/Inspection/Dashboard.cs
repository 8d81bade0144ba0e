using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>What the dashboard of a version shows under a filter: figures, findings, charts. Language-neutral.</summary>
public sealed record Dashboard
{
    /// <summary>Label names shown as charts; the rest is said in a line.</summary>
    public const int MaxLabelCharts = 6;

    /// <summary>Pictures of one size after the other while there are few; a table of bands beyond.</summary>
    private const int FewSizes = 12;

    public required FactUnit Unit { get; init; }

    public required FactFilter Filter { get; init; }

    /// <summary>Units that pass the filter.</summary>
    public required long Total { get; init; }

    /// <summary>Units of the version.</summary>
    public required long Whole { get; init; }

    /// <summary>Images that pass but do not tell their unit: they are in no count.</summary>
    public required long ImagesWithoutUnit { get; init; }

    /// <summary>Patients, studies, series, images that pass; null where the version does not know them.</summary>
    public required IReadOnlyDictionary<FactUnit, long?> Units { get; init; }

    /// <summary>Bytes of the images that pass; of all files without a filter.</summary>
    public required long Bytes { get; init; }

    public required FileFigures Files { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<DashboardCard> Cards { get; init; }

    /// <summary>Label names that have no chart of their own.</summary>
    public required int LabelsNotShown { get; init; }

    /// <summary>Computes everything: a few milliseconds a chart and million images.</summary>
    /// <param name="unit">What to count; null for patients where they are known, else images.</param>
    public static Dashboard Compute(FactTable table, FileFigures files, FactFilter filter, FactUnit? unit = null)
    {
        FactUnit counted = unit is { } asked && table.Knows(asked) ? asked : table.Knows(FactUnit.Patients) ? FactUnit.Patients : FactUnit.Images;
        RowSet rows = table.Select(filter);
        List<FactColumn> labels = LabelColumns(table);
        return new()
        {
            Unit = counted,
            Filter = filter,
            Total = table.CountOf(counted, rows),
            Whole = table.CountOf(counted, table.Select(FactFilter.None)),
            ImagesWithoutUnit = table.RowsWithout(counted, rows),
            Units = Enum.GetValues<FactUnit>().ToDictionary(u => u, u => table.Knows(u) ? table.CountOf(u, rows) : (long?)null),
            Bytes = filter.IsEmpty ? files.Bytes : BytesOf(table, rows),
            Files = files,
            Findings = FindingRules.Find(table, files, filter, rows),
            Cards = [.. CardsOf(table, files, rows, counted, labels)],
            LabelsNotShown = Math.Max(0, labels.Count - MaxLabelCharts),
        };
    }

    private static IEnumerable<DashboardCard> CardsOf(FactTable table, FileFigures files, RowSet rows, FactUnit unit, List<FactColumn> labels)
    {
        // Sex and age are facts of a person: they count patients wherever these are known (charts 11 and 12).
        FactUnit person = table.Knows(FactUnit.Patients) ? FactUnit.Patients : FactUnit.Images;
        foreach (FactColumn label in labels.Take(MaxLabelCharts))
            yield return Counts(label.Field, unit);
        if (Says(FactField.Age))
            yield return new DashboardCard.Ages(FactField.Age, AgeFigures.Of(table, person, rows));
        if (Says(FactField.Modality))
            yield return Counts(FactField.Modality, unit);
        if (Says(FactField.Area))
            yield return Counts(FactField.Area, unit);
        if (Says(FactField.Laterality) || Says(FactField.View))
            yield return new DashboardCard.Matrix("laterality_view", CrossCounts.Of(table, FactField.Laterality, FactField.View, unit, rows));
        if (Says(FactField.Dimensionality))
            yield return Counts(FactField.Dimensionality, unit);
        if (Says(FactField.Sex))
            yield return Counts(FactField.Sex, person);
        if (Says(FactField.Split))
            yield return Counts(FactField.Split, unit);
        if (Says(FactField.Split) && labels.Count > 0)
            yield return new DashboardCard.Stack("label_split", CrossCounts.Of(table, labels[0].Field, FactField.Split, unit, rows));
        if (Says(FactField.Manufacturer))
            yield return Counts(FactField.Manufacturer, unit);
        if (Says(FactField.Thickness))
            yield return Counts(FactField.Thickness, unit, isOrdered: true);
        if (Says(FactField.Spacing))
            yield return Counts(FactField.Spacing, unit, isOrdered: true);
        if (Says(FactField.Size))
            yield return table.Column(FactField.Size)!.Values.Count <= FewSizes ? Counts(FactField.Size, unit) : new DashboardCard.Matrix("size_bands", SizeBands.Of(table, unit, rows));
        if (Says(FactField.Bits))
            yield return Counts(FactField.Bits, unit);
        if (Says(FactField.TransferSyntax))
            yield return Counts(FactField.TransferSyntax, unit);
        yield return new DashboardCard.Roles("roles", [.. files.Groups.GroupBy(g => g.Role).Select(g => (g.Key, g.Sum(x => x.Count))).OrderByDescending(x => x.Item2)]);
        yield return new DashboardCard.Kinds("kinds", [.. files.Groups.GroupBy(g => g.Kind).Select(g => (g.Key, g.Sum(x => x.Count))).OrderByDescending(x => x.Item2)]);
        if (files.Of(FileRole.Refused) > 0)
        {
            yield return new DashboardCard.Refusals("refusals",
            [
                .. files.Groups.Where(g => g.Role == FileRole.Refused).GroupBy(g => g.RefusalCode ?? "").Select(g => (g.Key, g.Sum(x => x.Count))).OrderByDescending(x => x.Item2),
            ]);
        }

        bool Says(string field) => table.Column(field)?.Values.Count > 0;

        DashboardCard Counts(string field, FactUnit counted, bool isOrdered = false) => new DashboardCard.Counts(field, table.Group(field, counted, rows), isOrdered);
    }

    // The labels that most images have come first; a name that only tells images apart is none.
    private static List<FactColumn> LabelColumns(FactTable table) =>
    [
        .. table.Columns.Where(column => FactField.IsLabel(column.Field) && column.Values.Count > 0)
            .OrderByDescending(column => Enumerable.Range(0, table.Count).Count(row => column.First(row) != FactColumn.Unknown)),
    ];

    private static long BytesOf(FactTable table, RowSet rows)
    {
        long bytes = 0;
        for (int row = 0; row < table.Count; row++)
        {
            if (rows[row])
                bytes += table.Sizes[row];
        }

        return bytes;
    }
}
