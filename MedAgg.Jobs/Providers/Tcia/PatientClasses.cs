using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// Reads the class of each patient from a label table with any number of rows a patient (one a breast, one a lesion). A patient with several
/// values is a class of its own, <c>Benign + Malignant</c>: whoever balances must not count it on one side.
/// </summary>
internal static class PatientClasses
{
    private const int MaxClasses = 20;
    private const string Between = " + ";
    private static readonly string[] ClassNames = ["classification", "class", "label", "diagnosis", "pathology", "target", "outcome", "malignancy"];

    /// <param name="table">The table.</param>
    /// <param name="patients">Patients of the collection.</param>
    /// <param name="patientColumn">Name of the patient's column; null finds it by its values.</param>
    /// <param name="labelColumn">Name of the class's column; null finds it by its name.</param>
    /// <returns>Classes by patient, or why there are none.</returns>
    public static (IReadOnlyDictionary<string, string>? Classes, string? Error) Read(LabelTable table, IReadOnlySet<string> patients, string? patientColumn, string? labelColumn)
    {
        if (PatientAt(table, patients, patientColumn) is not { } patientAt)
            return (null, patientColumn is null ? $"No column of {table.Path} names patients of this collection." : $"{table.Path} has no column '{patientColumn}'.");
        if (LabelAt(table, labelColumn, patientAt) is not { } labelAt)
            return (null, labelColumn is null ? $"{table.Path} has no column that looks like a class; name one with label-column." : $"{table.Path} has no column '{labelColumn}'.");
        Dictionary<string, SortedSet<string>> values = new(StringComparer.Ordinal);
        foreach (string[] row in table.Rows)
        {
            string patient = row[patientAt].Trim();
            string value = row[labelAt].Trim();
            if (value.Length == 0 || !patients.Contains(patient))
                continue;
            if (!values.TryGetValue(patient, out SortedSet<string>? set))
                values[patient] = set = new(StringComparer.Ordinal);
            set.Add(value);
        }

        Dictionary<string, string> classes = values.ToDictionary(pair => pair.Key, pair => string.Join(Between, pair.Value), StringComparer.Ordinal);
        int distinct = classes.Values.Distinct(StringComparer.Ordinal).Count();
        return distinct is 0 or > MaxClasses
            ? (null, $"Column '{table.Header[labelAt]}' of {table.Path} has {distinct} classes for patients of this collection; between 1 and {MaxClasses} can be balanced.")
            : (classes, null);
    }

    private static int? PatientAt(LabelTable table, IReadOnlySet<string> patients, string? name)
    {
        if (name is not null)
            return Find(table, name);
        int best = 0;
        int? at = null;
        for (int column = 0; column < table.Header.Count; column++)
        {
            int hits = table.Rows.Count(row => patients.Contains(row[column].Trim()));
            if (hits > best)
                (best, at) = (hits, column);
        }

        return at;
    }

    private static int? LabelAt(LabelTable table, string? name, int patientAt)
    {
        if (name is not null)
            return Find(table, name);
        foreach (string known in ClassNames)
        {
            if (Find(table, known) is { } at && at != patientAt)
                return at;
        }

        return null;
    }

    private static int? Find(LabelTable table, string name)
    {
        for (int column = 0; column < table.Header.Count; column++)
        {
            if (table.Header[column].Trim().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
                return column;
        }

        return null;
    }
}
