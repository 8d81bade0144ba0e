using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>Judges a DICOMDIR (PS3.3 annex F): record chains must end, file references must stay inside.</summary>
internal static class DicomDirectory
{
    public static int Count(DicomDataSet set)
    {
        if (!set.TryFind(DicomTag.DirectoryRecordSequence, out _))
            return 0;
        int count = 0;
        foreach (ref readonly DicomElement element in set.Nested)
            count += element.Tag == DicomTag.Item && element.Depth == 1 ? 1 : 0;
        return count;
    }

    public static void Judge(DicomDataSet set, DicomValues values)
    {
        Dictionary<long, (long Next, long Lower)> records = [];
        long current = 0;
        foreach (ref readonly DicomElement element in set.Nested)
        {
            if (element.Depth != 1)
                continue;
            if (element.Tag == DicomTag.Item)
                records[current = element.Offset - 8] = default;
            else if (element.Tag == DicomTag.OffsetOfNextRecord)
                records[current] = records.GetValueOrDefault(current) with { Next = (long)(values.Number(element, 0) ?? 0) };
            else if (element.Tag == DicomTag.OffsetOfLowerRecord)
                records[current] = records.GetValueOrDefault(current) with { Lower = (long)(values.Number(element, 0) ?? 0) };
            else if (element.Tag == DicomTag.ReferencedFileId && LeavesFolder(values.Text(element)))
                set.Warnings.Add(Codes.DicomReferenceOutside, "A directory record names a file outside the data set.");
        }
        long root = (long)(values.Double(DicomTag.OffsetOfFirstRecord) ?? 0);
        if (HasCycle(records, root))
            set.Warnings.Add(Codes.DicomMalformed, "Directory records point at each other in a circle.");
    }

    private static bool LeavesFolder(string fileId) =>
        fileId.Split('\\').Any(part => part is ".." or "." || part.Contains('/', StringComparison.Ordinal) || part.Contains(':', StringComparison.Ordinal));

    /// <summary>In a tree of records every record is reached once at most.</summary>
    private static bool HasCycle(Dictionary<long, (long Next, long Lower)> records, long root)
    {
        HashSet<long> reached = [root];
        foreach ((long next, long lower) in records.Values)
        {
            if ((next != 0 && !reached.Add(next)) || (lower != 0 && !reached.Add(lower)))
                return true;
        }
        return false;
    }
}
