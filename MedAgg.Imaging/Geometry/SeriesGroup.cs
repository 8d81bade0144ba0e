namespace MedAgg.Imaging.Geometry;

/// <summary>One series as its geometry says, which may be less or more than one volume.</summary>
/// <param name="PatientId">The patient all its files name; null when they name none.</param>
/// <param name="SeriesInstanceUid">Null for files that have none; each such file is a group of its own.</param>
/// <param name="Dimensionality">Of the group as a whole: the highest of its volumes, else by its planes.</param>
/// <param name="Volumes">Stacks of slices, largest first; empty when nothing stacks.</param>
/// <param name="Planes">Keys of files that belong to no volume, in order of instance number: localizers, views, duplicates left aside.</param>
/// <param name="Findings">What was noticed, each once; see <see cref="SeriesFinding"/>.</param>
public sealed record SeriesGroup(
    string? PatientId,
    string? SeriesInstanceUid,
    Dimensionality Dimensionality,
    IReadOnlyList<SeriesVolume> Volumes,
    IReadOnlyList<string> Planes,
    IReadOnlyList<SeriesFinding> Findings);

/// <summary>Slices that stack: one direction, one matrix, distinct positions.</summary>
/// <param name="Keys">Files in order of position along the normal, one after the other in time; of duplicates only the first. A multi-frame file stands here once a frame.</param>
/// <param name="Frames">Frame of each of them, from 0.</param>
/// <param name="OriginMm">Center of the first pixel of the first slice, LPS.</param>
/// <param name="Orientation">Row and column cosines, LPS.</param>
/// <param name="Normal">Cross product of the two.</param>
/// <param name="PositionsMm">Position of each slice along the normal, ascending.</param>
/// <param name="SpacingMm">Median distance of neighbours.</param>
/// <param name="Columns">Pixels along a row.</param>
/// <param name="Rows">Pixels along a column.</param>
/// <param name="TimePoints">How often every position occurs; 1 for a plain volume.</param>
/// <param name="Gaps">Places where a distance exceeds the median by more than half of it.</param>
/// <param name="IsUniform">True when every distance is within 1 % (at least 0.01 mm) of the median.</param>
public sealed record SeriesVolume(
    IReadOnlyList<string> Keys,
    IReadOnlyList<int> Frames,
    IReadOnlyList<double> OriginMm,
    IReadOnlyList<double> Orientation,
    IReadOnlyList<double> Normal,
    IReadOnlyList<double> PositionsMm,
    double SpacingMm,
    int Columns,
    int Rows,
    int TimePoints,
    IReadOnlyList<SliceGap> Gaps,
    bool IsUniform);

/// <summary>A hole in a stack.</summary>
/// <param name="AfterIndex">Index of the slice before the hole.</param>
/// <param name="DistanceMm">Distance to the next one.</param>
/// <param name="MissingSlices">Slices of median spacing that would fit in.</param>
public readonly record struct SliceGap(int AfterIndex, double DistanceMm, int MissingSlices);

/// <summary>Something noticed about a series.</summary>
public enum SeriesFinding
{
    MissingSlices,
    DuplicatePositions,
    DuplicateInstanceUids,
    MixedMatrices,
    MixedOrientations,
    MixedSpacing,
    NoPositions,
    SeveralPatients,
    LocalizerSetApart,
    ThicknessDiffersFromSpacing,
    InstanceOrderDiffersFromPosition,
}
