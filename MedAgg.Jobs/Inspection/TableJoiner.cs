using System.Globalization;

namespace MedAgg.Jobs.Inspection;

/// <summary>
/// Joins a table to images: the column whose cells name exactly one image each, in at least half of the rows and with no image named twice.
/// A table that fits less well is left alone, and the reason is said.
/// </summary>
internal sealed class TableJoiner(int maxLabelValues)
{
    private const double LeastShareOfRows = 0.5;

    private static readonly Dictionary<string, ColumnRole> KnownNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["split"] = ColumnRole.Split,
        ["subset"] = ColumnRole.Split,
        ["partition"] = ColumnRole.Split,
        ["patient"] = ColumnRole.Patient,
        ["patient_id"] = ColumnRole.Patient,
        ["patientid"] = ColumnRole.Patient,
        ["patient id"] = ColumnRole.Patient,
        ["subject"] = ColumnRole.Patient,
        ["subject_id"] = ColumnRole.Patient,
        ["participant_id"] = ColumnRole.Patient,
        ["sex"] = ColumnRole.Sex,
        ["gender"] = ColumnRole.Sex,
        ["patient gender"] = ColumnRole.Sex,
        ["patient sex"] = ColumnRole.Sex,
        ["пол"] = ColumnRole.Sex,
        ["age"] = ColumnRole.Age,
        ["patient age"] = ColumnRole.Age,
        ["возраст"] = ColumnRole.Age,
        ["laterality"] = ColumnRole.Laterality,
        ["view"] = ColumnRole.View,
        ["view position"] = ColumnRole.View,
    };

    /// <returns>The join; or null and one sentence that says why there is none.</returns>
    public (TableJoin? Join, string Sentence) Join(LabelTable table, PathIndex images)
    {
        if (table.Rows.Count == 0 || images.Images == 0)
            return (null, $"Table {table.Path} was not joined: it has no rows, or there are no images.");
        (int column, Dictionary<long, int> rows, int doubles) = BestKey(table, images);
        if (rows.Count == 0)
            return (null, $"Table {table.Path} was not joined: no column names the images.");
        string name = table.Header[column];
        if (doubles > 0)
            return (null, $"Table {table.Path} was not joined: column {name} names {doubles} images in more than one row.");
        if (rows.Count < table.Rows.Count * LeastShareOfRows)
            return (null, string.Create(CultureInfo.InvariantCulture, $"Table {table.Path} was not joined: column {name} names images in only {rows.Count} of {table.Rows.Count} rows."));

        TableColumn[] columns = [.. table.Header.Select((header, index) => new TableColumn(header, index, index == column ? ColumnRole.Key : RoleOf(table, header, index)))];
        TableJoin join = new(table, columns, rows);
        string labels = string.Join(", ", join.Labels.Select(label => label.Name));
        return (join, string.Create(
            CultureInfo.InvariantCulture,
            $"Table {table.Path} joined by column {name}: {rows.Count} of {table.Rows.Count} rows to {rows.Count} of {images.Images} images; labels: {(labels.Length > 0 ? labels : "none")}."));
    }

    private static (int Column, Dictionary<long, int> Rows, int Doubles) BestKey(LabelTable table, PathIndex images)
    {
        (int Column, Dictionary<long, int> Rows, int Doubles) best = (0, [], 0);
        for (int column = 0; column < table.Header.Count; column++)
        {
            Dictionary<long, int> rows = [];
            HashSet<long> doubles = [];
            for (int row = 0; row < table.Rows.Count; row++)
            {
                if (images.Find(table.Rows[row][column]) is { } file && !rows.TryAdd(file, row))
                    doubles.Add(file);
            }

            if (rows.Count - doubles.Count > best.Rows.Count - best.Doubles)
                best = (column, rows, doubles.Count);
        }

        return best;
    }

    private ColumnRole RoleOf(LabelTable table, string header, int index)
    {
        if (KnownNames.TryGetValue(header, out ColumnRole known))
            return known;
        if (header.Length is 0 or > 60)
            return ColumnRole.Left;
        HashSet<string> values = new(StringComparer.Ordinal);
        foreach (string[] row in table.Rows)
        {
            string cell = row[index];
            if (cell.Length > 64)
                return ColumnRole.Left;
            if (cell.Length > 0 && values.Add(cell) && values.Count > maxLabelValues)
                return ColumnRole.Left;
        }

        // A column that tells every row apart is a running number; one with a single value tells nothing apart and is kept as it is a fact of the set.
        bool tellsRowsApart = values.Count == table.Rows.Count && values.Count > 2;
        return values.Count == 0 || tellsRowsApart ? ColumnRole.Left : ColumnRole.Label;
    }
}
