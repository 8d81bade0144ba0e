namespace MedAgg.Imaging.Geometry;

/// <summary>Finds the volumes in a heap of slices.</summary>
public static class SeriesGeometry
{
    /// <summary>Groups by series UID (and patient where one UID names several), then stacks by direction and position.</summary>
    /// <param name="slices">Files of any formats in any order.</param>
    /// <returns>Groups in order of first appearance. Files without a series UID stand alone.</returns>
    public static IReadOnlyList<SeriesGroup> Group(IEnumerable<SliceFacts> slices)
    {
        Dictionary<(string? Series, string? Patient, string? Alone), List<SliceFacts>> heaps = [];
        Dictionary<string, HashSet<string?>> patients = new(StringComparer.Ordinal);
        List<(string? Series, string? Patient, string? Alone)> order = [];
        foreach (SliceFacts slice in slices)
        {
            string? series = string.IsNullOrEmpty(slice.SeriesInstanceUid) ? null : slice.SeriesInstanceUid;
            var key = series is null ? (null, slice.PatientId, slice.Key) : (series, slice.PatientId, (string?)null);
            if (!heaps.TryGetValue(key, out List<SliceFacts>? heap))
            {
                heaps[key] = heap = [];
                order.Add(key);
            }
            heap.Add(slice);
            if (series is null)
                continue;
            if (!patients.TryGetValue(series, out HashSet<string?>? names))
                patients[series] = names = [];
            names.Add(slice.PatientId);
        }
        return [.. order.Select(key => One(heaps[key], key.Series is not null && patients[key.Series].Count > 1))];
    }

    private static SeriesGroup One(List<SliceFacts> slices, bool sharesUid)
    {
        SortedSet<SeriesFinding> findings = [];
        if (sharesUid)
            findings.Add(SeriesFinding.SeveralPatients);
        List<SliceFacts> images = [.. slices.Where(s => s.HasPixels)];
        string?[] uids = [.. images.Select(s => s.SopInstanceUid).Where(u => !string.IsNullOrEmpty(u))];
        if (uids.Distinct(StringComparer.Ordinal).Count() < uids.Length)
            findings.Add(SeriesFinding.DuplicateInstanceUids);
        List<SliceFacts> localizers = [.. images.Where(IsLocalizer)];
        if (localizers.Count > 0 && localizers.Count < images.Count)
            findings.Add(SeriesFinding.LocalizerSetApart);
        List<SliceFacts> candidates = localizers.Count == images.Count ? images : [.. images.Except(localizers)];
        List<SeriesVolume> volumes = SliceStacker.Stack(candidates, findings);
        HashSet<string> stacked = [.. volumes.SelectMany(v => v.Keys)];
        List<string> planes = [.. slices.Where(s => !stacked.Contains(s.Key)).OrderBy(s => s.InstanceNumber ?? int.MaxValue).Select(s => s.Key)];
        return new SeriesGroup(slices[0].PatientId, string.IsNullOrEmpty(slices[0].SeriesInstanceUid) ? null : slices[0].SeriesInstanceUid, DimensionalityRule.Judge(images, volumes), volumes, planes, [.. findings]);
    }

    /// <summary>Third value of ImageType (PS3.3 sections C.8.2.1.1.1 and C.8.3.1.1.1).</summary>
    private static bool IsLocalizer(SliceFacts slice) => slice.ImageType.Skip(2).Any(t => t is "LOCALIZER" or "SCOUT");
}
