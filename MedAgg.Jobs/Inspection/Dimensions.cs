using MedAgg.Domain.Inspection;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;
using Kind = MedAgg.Domain.Inspection.Dimensionality;

namespace MedAgg.Jobs.Inspection;

/// <summary>Says with the geometry of the images whether they are planes or volumes (chart 4).</summary>
public static class Dimensions
{
    /// <summary>What one file is by itself, before its series is known.</summary>
    public static Kind OfFile(ImageFacts facts) =>
        SeriesGeometry.Group([SliceFacts.Of("", facts)]) is [{ } group, ..] ? Translate(group.Dimensionality) : Kind.Unknown;

    /// <summary>What each image of one series is, by file id. Images that stack share the kind of their volume; the rest are planes or views.</summary>
    public static IReadOnlyDictionary<long, (Kind Kind, string Rule)> OfSeries(IReadOnlyList<(ImageFact Image, FileKind Kind)> images)
    {
        Dictionary<long, (Kind, string)> kinds = new(images.Count);
        foreach (SeriesGroup group in SeriesGeometry.Group(images.Select(Slice)))
            Judge(group, kinds);
        return kinds;
    }

    /// <summary>The two enumerations have the same words: one is the reader's, one the store's.</summary>
    public static Kind Translate(MedAgg.Imaging.Geometry.Dimensionality kind) => Enum.Parse<Kind>(kind.ToString());

    /// <summary>The stable name on screens, in CSV and JSON, for example <c>3d</c>.</summary>
    public static string Name(Kind kind) => Enum.Parse<MedAgg.Imaging.Geometry.Dimensionality>(kind.ToString()).Name();

    private static void Judge(SeriesGroup group, Dictionary<long, (Kind, string)> kinds)
    {
        foreach (SeriesVolume volume in group.Volumes)
        {
            (Kind, string) answer = volume.TimePoints > 1
                ? (Kind.Volume4D, FormattableString.Invariant($"{volume.TimePoints} × {volume.PositionsMm.Count} positions along the normal"))
                : (Kind.Volume3D, FormattableString.Invariant($"{volume.PositionsMm.Count} positions along the normal, {volume.SpacingMm:0.###} mm apart"));
            foreach (string key in volume.Keys)
                kinds[Id(key)] = answer;
        }

        bool standsAlone = group.Volumes.Count == 0;
        Kind rest = standsAlone ? Translate(group.Dimensionality) : Kind.Image2D;
        string rule = standsAlone ? "geometry of the series" : "stands apart from the volume of its series";
        foreach (string key in group.Planes)
            kinds.TryAdd(Id(key), (rest, rule));
    }

    private static long Id(string key) => long.Parse(key, System.Globalization.CultureInfo.InvariantCulture);

    private static SliceFacts Slice((ImageFact Image, FileKind Kind) file)
    {
        ImageFact image = file.Image;
        return new()
        {
            Key = image.FileId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Kind = file.Kind,
            PatientId = image.PatientKey,
            StudyInstanceUid = image.StudyKey,
            SeriesInstanceUid = image.SeriesKey,
            SopInstanceUid = image.InstanceUid,
            SopClassUid = image.SopClassUid,
            Modality = image.ModalityRaw,
            Columns = image.Columns ?? 0,
            Rows = image.Rows ?? 0,
            Slices = image.Slices ?? 1,
            Frames = image.Frames ?? 1,
            TimePoints = image.TimePoints ?? 1,
            // Where the frames lie was looked at when the file was read, and is not kept.
            Alone = image.Frames > 1 && image.Dimensionality is not Kind.Unknown ? Enum.Parse<MedAgg.Imaging.Geometry.Dimensionality>(image.Dimensionality.ToString()) : null,
            InstanceNumber = image.InstanceNumber,
            AcquisitionNumber = image.AcquisitionNumber,
            ImageType = image.ImageType,
            Orientation = image.Orientation,
            Position = image.PositionMm,
            Spacing = image is { SpacingRowMm: { } row, SpacingColumnMm: { } column } ? new SpacingMm(row, column, image.SpacingSliceMm) : null,
            SliceThickness = image.SliceThicknessMm,
        };
    }
}
