using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Experiments;

/// <summary>
/// Joins labels to images at the grain of the label. Keys are compared as they are written: <c>D1-0001</c> and <c>D2-0001</c> are two people, and
/// the order of files means nothing. What does not fit exactly is left out and counted.
/// </summary>
internal sealed class CaseBuilder(StructureStep step)
{
    public CaseSet Build(IReadOnlyList<(ImageFact Image, string Path, string Sha256)> rows, LabelTable? table)
    {
        bool patientsAreKnown = rows.Any(row => row.Image.PatientKey is not null);
        Dictionary<string, int> imagesOfPatient = rows.Where(row => row.Image.PatientKey is not null)
            .GroupBy(row => row.Image.PatientKey!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        List<FlowLine> flow = [Line("found", rows.Select(row => (row.Image.PatientKey, UnitOf(row.Image, row.Path))), false)];

        List<(ImageFact Image, string Path, string Sha256, string Unit)> keyed = [];
        List<(string?, string?)> keyless = [];
        foreach ((ImageFact image, string path, string sha256) in rows)
        {
            if (UnitOf(image, path) is { } unit)
                keyed.Add((image, path, sha256, unit));
            else
                keyless.Add((image.PatientKey, null));
        }

        if (keyless.Count > 0)
            flow.Add(Line("without_key", keyless, true));
        (Dictionary<string, Dictionary<string, string>> cells, TableJoinReport? join) = Join(table, [.. keyed.Select(row => row.Unit)], keyless.Count);

        List<CaseImage> cases = [];
        List<(string?, string?)> unlabelled = [];
        List<(string?, string?)> otherValue = [];
        foreach ((ImageFact image, string path, string sha256, string unit) in keyed)
        {
            Dictionary<string, string> values = ValuesOf(image, cells.GetValueOrDefault(unit));
            Dictionary<string, bool> labels = new(StringComparer.Ordinal);
            foreach (TaskStep task in step.Tasks)
            {
                if (values.TryGetValue(task.Label, out string? value) && Answer(task, value) is { } isPositive)
                    labels[task.Name] = isPositive;
            }

            if (labels.Count == 0)
            {
                (step.Tasks.Any(task => values.ContainsKey(task.Label)) ? otherValue : unlabelled).Add((image.PatientKey, unit));
                continue;
            }

            cases.Add(new()
            {
                FileId = image.FileId,
                Sha256 = sha256,
                Path = path,
                Patient = image.PatientKey,
                Unit = unit,
                View = image.View,
                OfficialPart = image.Split,
                Labels = labels,
                Facts = FactsOf(image, values, imagesOfPatient),
            });
        }

        if (unlabelled.Count > 0)
            flow.Add(Line("unlabelled", unlabelled, true));
        if (otherValue.Count > 0)
            flow.Add(Line("other_value", otherValue, true));
        cases = WithoutContradictions(cases, flow);
        flow.Add(Line("labelled", cases.Select(one => (one.Patient, (string?)one.Unit)), false));
        return new(cases, flow, join, patientsAreKnown);
    }

    // Images of one unit share its label by definition; where a source labels images and they disagree, the unit has none.
    private static List<CaseImage> WithoutContradictions(List<CaseImage> cases, List<FlowLine> flow)
    {
        HashSet<string> broken = [.. cases.GroupBy(one => one.Unit, StringComparer.Ordinal)
            .Where(unit => unit.Any(one => unit.Any(other => one.Labels.Any(label => other.Labels.TryGetValue(label.Key, out bool value) && value != label.Value))))
            .Select(unit => unit.Key)];
        if (broken.Count == 0)
            return cases;
        flow.Add(Line("contradictory", cases.Where(one => broken.Contains(one.Unit)).Select(one => (one.Patient, (string?)one.Unit)), true));
        return [.. cases.Where(one => !broken.Contains(one.Unit))];
    }

    private (Dictionary<string, Dictionary<string, string>> Cells, TableJoinReport? Report) Join(LabelTable? table, HashSet<string> units, int keyless)
    {
        Dictionary<string, Dictionary<string, string>> cells = new(StringComparer.Ordinal);
        if (table is null || step.Table is null)
            return (cells, null);
        int patientAt = ColumnAt(table, step.Table.Patient);
        int? sideAt = step.Table.Laterality is { } side ? ColumnAt(table, side) : null;
        Dictionary<string, List<string[]>> rows = new(StringComparer.Ordinal);
        int named = 0;
        foreach (string[] row in table.Rows)
        {
            string patient = row[patientAt].Trim();
            if (patient.Length == 0)
                continue;
            named++;
            string? laterality = sideAt is { } at ? PersonFacts.Laterality(row[at]) : null;
            if (step.Grain == Grain.Breast && laterality is null)
                continue;
            string unit = step.Grain == Grain.Breast ? $"{patient}|{laterality}" : patient;
            if (!rows.TryGetValue(unit, out List<string[]>? same))
                rows[unit] = same = [];
            same.Add(row);
        }

        int ambiguous = 0;
        int without = 0;
        int joined = 0;
        foreach ((string unit, List<string[]> same) in rows)
        {
            if (!units.Contains(unit))
            {
                without += same.Count;
            }
            else if (same.Skip(1).Any(row => !row.SequenceEqual(same[0], StringComparer.Ordinal)))
            {
                ambiguous += same.Count;
            }
            else
            {
                joined += same.Count;
                cells[unit] = table.Header.Select((name, index) => (name, cell: same[0][index].Trim())).Where(pair => pair.cell.Length > 0 && pair.name.Length > 0)
                    .DistinctBy(pair => pair.name, StringComparer.OrdinalIgnoreCase).ToDictionary(pair => pair.name, pair => pair.cell, StringComparer.OrdinalIgnoreCase);
            }
        }

        return (cells, new(table.Path, named, joined, without, ambiguous, units.Count(unit => !rows.ContainsKey(unit)), keyless));
    }

    private static int ColumnAt(LabelTable table, string name)
    {
        for (int column = 0; column < table.Header.Count; column++)
        {
            if (table.Header[column].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return column;
        }

        throw new RefusedException("TABLE_COLUMN_MISSING", $"{table.Path} has no column '{name}'; its columns are {string.Join(", ", table.Header)}.");
    }

    private static bool? Answer(TaskStep task, string value) =>
        task.Positive.Contains(value, StringComparer.OrdinalIgnoreCase) ? true
        : task.Negative.Contains(value, StringComparer.OrdinalIgnoreCase) ? false
        : null;

    private static Dictionary<string, string> ValuesOf(ImageFact image, Dictionary<string, string>? cells)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (string label in image.Labels)
        {
            int sign = label.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
                values.TryAdd(label[..sign], label[(sign + 1)..]);
        }

        foreach ((string name, string cell) in cells ?? [])
            values[name] = cell;
        return values;
    }

    private Dictionary<string, string> FactsOf(ImageFact image, Dictionary<string, string> values, Dictionary<string, int> imagesOfPatient)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        foreach (string name in step.Facts)
        {
            if ((Known(name) ?? values.GetValueOrDefault(name)) is { Length: > 0 } value)
                facts[name] = value.Length <= 200 ? value : value[..200];
        }

        return facts;

        string? Known(string name) => name switch
        {
            CaseFacts.Prefix => image.PatientKey is { } patient && patient.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? patient[..dash] : null,
            CaseFacts.Laterality => image.Laterality,
            CaseFacts.View => image.View,
            CaseFacts.Sex => image.Sex,
            CaseFacts.Age => values.GetValueOrDefault("Age") ?? image.AgeYears?.ToString(CultureInfo.InvariantCulture),
            CaseFacts.Manufacturer => image.Manufacturer,
            CaseFacts.Model => image.Model,
            CaseFacts.Size => string.Create(CultureInfo.InvariantCulture, $"{image.Rows}×{image.Columns}"),
            CaseFacts.Bits => image.BitsStored?.ToString(CultureInfo.InvariantCulture),
            CaseFacts.ImagesOfPatient => image.PatientKey is { } patient ? imagesOfPatient[patient].ToString(CultureInfo.InvariantCulture) : null,
            _ => null,
        };
    }

    private string? UnitOf(ImageFact image, string path) => step.Grain switch
    {
        Grain.Image => path,
        Grain.Breast => image is { PatientKey: { } patient, Laterality: "L" or "R" } ? $"{patient}|{image.Laterality}" : null,
        Grain.Study => image.StudyKey,
        _ => image.PatientKey,
    };

    private static FlowLine Line(string code, IEnumerable<(string? Patient, string? Unit)> images, bool isExclusion)
    {
        List<(string? Patient, string? Unit)> all = [.. images];
        return new(code, all.Count, all.Select(one => one.Unit).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
            all.Select(one => one.Patient).OfType<string>().Distinct(StringComparer.Ordinal).Count(), isExclusion);
    }
}
