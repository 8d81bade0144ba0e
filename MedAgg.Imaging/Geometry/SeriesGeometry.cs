namespace MedAgg.Imaging.Geometry;

/// <summary>Finds the volumes in a heap of slices.</summary>
public static class SeriesGeometry
{
    /// <summary>Groups by series UID (and patient where one UID names several), then stacks by direction and position.</summary>
    /// <param name="slices">Files of any formats in any order.</param>
    /// <returns>Groups in order of first appearance.</returns>
    public static IReadOnlyList<SeriesGroup> Group(IEnumerable<SliceFacts> slices) => [];
}
