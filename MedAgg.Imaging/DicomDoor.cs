using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging;

/// <summary>Opens DICOM files again after their inspection, gzipped ones too.</summary>
internal static class DicomDoor
{
    public static FileReading InspectGzip(ByteWindow window, string path, ImagingLimits limits, CancellationToken cancellationToken)
    {
        Reading<InflatedByteSource> inflated = InflatedByteSource.Open(window.Source, InflationFormat.Gzip, limits.MaxEntryBytes, Codes.ArchiveTooLarge, cancellationToken);
        if (!inflated.IsRead)
            return new FileReading(path, window.Length, FileKind.DicomGz) { Refusal = inflated.Refusal };
        using InflatedByteSource source = inflated.Value;
        using ByteWindow inner = new(source);
        if (DicomStart.Find(inner) is not { } start)
            return new FileReading(path, window.Length, FileKind.DicomGz) { Refusal = new Refusal(Codes.ArchiveCorrupt, "The gzip stream is damaged.") };
        FileReading reading = DicomReader.Inspect(inner, start, path, limits, cancellationToken);
        IReadOnlyList<ReadWarning> warnings = source.IsDamaged ? [.. reading.Warnings, new ReadWarning(Codes.ArchiveCorrupt, "The gzip stream is damaged.")] : reading.Warnings;
        return reading with { SizeBytes = window.Length, Kind = FileKind.DicomGz, Warnings = warnings };
    }

    public static Reading<IReadOnlyDictionary<string, object>> Fields(ByteSource source, FileReading reading, ImagingLimits limits, CancellationToken cancellationToken) =>
        With(source, reading, limits, file => file.Set.Refusal is { } refusal
            ? Reading.Refused<IReadOnlyDictionary<string, object>>(refusal)
            : Reading.Of(DicomFieldsReader.Read(file.Set, limits), file.Set.Warnings.Items), cancellationToken);

    /// <summary>Parses the file, hands it on, closes it.</summary>
    public static Reading<T> With<T>(ByteSource source, FileReading reading, ImagingLimits limits, Func<DicomFile, Reading<T>> use, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            InflatedByteSource? inflated = null;
            if (reading.Kind == FileKind.DicomGz)
            {
                Reading<InflatedByteSource> unpacked = InflatedByteSource.Open(source, InflationFormat.Gzip, limits.MaxEntryBytes, Codes.ArchiveTooLarge, cancellationToken);
                if (!unpacked.IsRead)
                    return unpacked.Refusal;
                inflated = unpacked.Value;
            }
            using InflatedByteSource? owned = inflated;
            using ByteWindow window = new(inflated ?? source);
            if (DicomStart.Find(window) is not { } start)
                return new Refusal(Codes.DicomMalformed, "The file is no DICOM file.");
            using DicomFile file = DicomReader.Open(window, start, limits, cancellationToken);
            return use(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return new Refusal(Codes.FileUnreadable, "The storage below the file failed while it was read.");
        }
    }
}
