using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Looks for what is unusual among images. Each finding is counted, none is guessed.</summary>
public static class FindingRules
{
    private const double OneClass = 0.9;
    private const double OneSize = 0.5;
    private const double SpacingTolerance = 0.1;
    private const float OldestYears = 100;

    /// <summary>All that is true of the rows, the weightiest first. Duplicates and refusals are facts of the whole version and are told without a filter only.</summary>
    public static IReadOnlyList<Finding> Find(FactTable table, FileFigures files, FactFilter filter, RowSet rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(files);
        if (rows.Count == 0 && table.Count > 0)
            return [];
        IEnumerable<Finding?> all =
        [
            Leak(table, rows),
            filter.IsEmpty ? Refused(files) : null,
            .. OneClassOnly(table, rows),
            .. Slices(table, rows),
            EightBitCt(table, rows),
            Lossy(table, rows),
            MixedModalities(table, rows),
            UnknownModality(table, rows),
            OldAges(table, rows),
            MissingAges(table, rows),
            UnknownPatients(table, rows),
            OddSizes(table, rows),
            filter.IsEmpty ? Duplicates(files) : null,
        ];
        return [.. all.OfType<Finding>().OrderBy(finding => finding.Severity)];
    }

    private static Finding? Leak(FactTable table, RowSet rows)
    {
        if (table.Column(FactField.Split) is not { Values.Count: > 1 } split || !table.Knows(FactUnit.Patients))
            return null;
        long leaking = 0;
        table.EachUnit(FactUnit.Patients, rows, own =>
        {
            int first = FactColumn.Unknown;
            foreach (int row in own)
            {
                int code = split.First(row);
                if (code == FactColumn.Unknown)
                    continue;
                if (first != FactColumn.Unknown && code != first)
                {
                    leaking++;
                    return;
                }

                first = code;
            }
        });
        return leaking == 0 ? null : new("Leak", FindingSeverity.High, [leaking, table.CountOf(FactUnit.Patients, rows)]);
    }

    private static Finding? Refused(FileFigures files) =>
        files.Of(FileRole.Refused) is > 0 and var refused
            ? new("Refused", FindingSeverity.High, [refused, Share(refused, files.Files)]) { Files = FileRole.Refused }
            : null;

    private static Finding? Duplicates(FileFigures files) =>
        files.DuplicateGroups == 0 ? null : new("Duplicates", FindingSeverity.Low, [files.DuplicateFiles, files.DuplicateGroups]);

    private static IEnumerable<Finding> OneClassOnly(FactTable table, RowSet rows)
    {
        foreach (FactColumn label in table.Columns.Where(column => FactField.IsLabel(column.Field)))
        {
            FactGroups groups = table.Group(label.Field, FactUnit.Images, rows);
            long known = groups.Total - groups.Unknown;
            if (groups.Known.Count > 1 && groups.Known.MaxBy(group => group.Count) is { } most && most.Count > OneClass * known)
                yield return new("OneClass", FindingSeverity.Mid, [new FactCondition(label.Field, most.Value), Share(most.Count, known), most.Count]) { Shows = new(label.Field, most.Value) };
        }
    }

    private static IEnumerable<Finding> Slices(FactTable table, RowSet rows)
    {
        if (!table.Knows(FactUnit.Series))
            yield break;
        long apart = 0;
        long over = 0;
        long both = 0;
        table.EachUnit(FactUnit.Series, rows, own =>
        {
            foreach (int row in own)
            {
                float thickness = table.Thickness[row];
                float spacing = table.Spacing[row];
                if (float.IsNaN(thickness) || float.IsNaN(spacing) || thickness <= 0 || spacing <= 0)
                    continue;
                both++;
                if (spacing > thickness * (1 + SpacingTolerance))
                    apart++;
                else if (spacing < thickness * (1 - SpacingTolerance))
                    over++;
                return;
            }
        });
        if (apart > 0)
            yield return new("Gaps", FindingSeverity.Mid, [apart, both]);
        if (over > 0)
            yield return new("Overlaps", FindingSeverity.Low, [over, both]);
    }

    private static Finding? EightBitCt(FactTable table, RowSet rows)
    {
        FactColumn? modality = table.Column(FactField.Modality);
        FactColumn? bits = table.Column(FactField.Bits);
        if (modality?.CodeOf("ct") is not { } ct || bits?.CodeOf("8") is not { } eight)
            return null;
        long count = CountRows(table, rows, row => modality.First(row) == ct && bits.First(row) == eight);
        return count == 0 ? null : new("EightBitCt", FindingSeverity.Mid, [count]) { Shows = new(FactField.Bits, "8") };
    }

    private static Finding? Lossy(FactTable table, RowSet rows)
    {
        FactGroups groups = table.Group(FactField.Lossy, FactUnit.Images, rows);
        return groups.Known.FirstOrDefault(group => group.Value == "true") is { } lossy
            ? new("Lossy", FindingSeverity.Mid, [lossy.Count, Share(lossy.Count, groups.Total)]) { Shows = new(FactField.Lossy, "true") }
            : null;
    }

    private static Finding? MixedModalities(FactTable table, RowSet rows)
    {
        List<FactGroup> known = [.. table.Group(FactField.Modality, FactUnit.Images, rows).Known.OrderByDescending(group => group.Count)];
        return known.Count < 2
            ? null
            : new("MixedModalities", FindingSeverity.Low,
            [
                known.Count, new FactCondition(FactField.Modality, known[0].Value), Share(known[0].Count, rows.Count),
                new FactCondition(FactField.Modality, known[1].Value), Share(known[1].Count, rows.Count),
            ]);
    }

    private static Finding? UnknownModality(FactTable table, RowSet rows)
    {
        FactGroups groups = table.Group(FactField.Modality, FactUnit.Images, rows);
        return groups.Unknown == 0 ? null : new("UnknownModality", FindingSeverity.Mid, [groups.Unknown, Share(groups.Unknown, groups.Total)]) { Shows = new(FactField.Modality, "") };
    }

    private static Finding? OldAges(FactTable table, RowSet rows)
    {
        float oldest = 0;
        long count = CountRows(table, rows, row =>
        {
            float age = table.Ages[row];
            if (!(age > OldestYears))
                return false;
            oldest = Math.Max(oldest, age);
            return true;
        });
        return count == 0 ? null : new("OldAges", FindingSeverity.Mid, [count, (long)oldest]) { Shows = new(FactField.Age, FactBins.PooledAge) };
    }

    private static Finding? MissingAges(FactTable table, RowSet rows)
    {
        // Only formats that carry an age can miss it.
        bool isDicom = table.Group(FactField.Kind, FactUnit.Images, rows).Known.Any(group => group.Value.StartsWith("dicom", StringComparison.Ordinal));
        if (!isDicom || !table.Knows(FactUnit.Patients))
            return null;
        FactGroups ages = table.Group(FactField.Age, FactUnit.Patients, rows);
        return ages.Unknown == 0 ? null : new("MissingAges", FindingSeverity.Low, [ages.Unknown, ages.Total]) { Shows = new(FactField.Age, "") };
    }

    private static Finding? UnknownPatients(FactTable table, RowSet rows)
    {
        int without = table.RowsWithout(FactUnit.Patients, rows);
        return without == 0 || !table.Knows(FactUnit.Patients) ? null : new("UnknownPatients", FindingSeverity.Mid, [(long)without, Share(without, rows.Count)]);
    }

    private static Finding? OddSizes(FactTable table, RowSet rows)
    {
        FactGroups sizes = table.Group(FactField.Size, FactUnit.Images, rows);
        long known = sizes.Total - sizes.Unknown;
        return sizes.Known.Count > 1 && sizes.Known.MaxBy(group => group.Count) is { } most && most.Count > OneSize * known
            ? new("OddSizes", FindingSeverity.Low, [known - most.Count, new FactCondition(FactField.Size, most.Value), Share(most.Count, known), sizes.Known.Count]) { Shows = new(FactField.Size, most.Value, IsExcluded: true) }
            : null;
    }

    private static long CountRows(FactTable table, RowSet rows, Predicate<int> isMeant)
    {
        long count = 0;
        for (int row = 0; row < table.Count; row++)
        {
            if (rows[row] && isMeant(row))
                count++;
        }

        return count;
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
