using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Imaging;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>What a file is for the dataset, by what it holds. What cannot be read yet is a refusal with a reason, never silently left aside.</summary>
internal static class FileRoles
{
    public const string KindUnsupported = "KIND_UNSUPPORTED";
    public const string KindUnknown = "KIND_UNKNOWN";

    /// <summary>Role, and why when the role is <see cref="FileRole.Refused"/> though the reader did not refuse.</summary>
    public static (FileRole Role, Refusal? Reason) Of(FileReading reading, OpenSibling? siblings)
    {
        if (reading.Refusal is not null || reading.Kind is FileKind.Corrupt)
            return (FileRole.Refused, null);
        if (reading.Kind.IsImage())
            return (HoldsImage(reading) ? FileRole.Image : FileRole.Document, null);
        if (reading.Kind.IsContainer() || reading.Subkind is Subkind.Npz)
            return Refuse(KindUnsupported, $"'{Name(reading)}' is packed ({(reading.Subkind is Subkind.Npz ? Subkind.Npz : reading.Kind.Name())}) and is not opened here.");

        return reading.Subkind switch
        {
            Subkind.Table => (FileRole.Table, null),
            Subkind.Text or Subkind.Json or Subkind.Xml or Subkind.Html or Subkind.Svg or Subkind.Pdf or Subkind.Office => (FileRole.Document, null),
            Subkind.Npy => (FileRole.Other, null), // its images are files of their own
            Subkind.Binary or null when IsHalfOfPair(reading, siblings) => (FileRole.Other, null),
            Subkind.Binary or null => Refuse(KindUnknown, $"'{Name(reading)}' is neither an image, a table nor a document of a known kind."),
            _ => Refuse(KindUnsupported, $"'{Name(reading)}' is a {reading.Subkind} file, which is not read yet."),
        };
    }

    private static (FileRole Role, Refusal? Reason) Refuse(string code, string sentence) => (FileRole.Refused, new(code, sentence));

    // Structured reports, presentation states and DICOMDIR are DICOM without being images: documents about them.
    private static bool HoldsImage(FileReading reading) =>
        reading.Facts is { } facts && (facts.Dicom is not { } dicom || dicom.HasPixelData);

    // The voxels of a detached header are counted with their header.
    private static bool IsHalfOfPair(FileReading reading, OpenSibling? siblings)
    {
        if (siblings is null)
            return false;

        string stem = Path.GetFileNameWithoutExtension(reading.Path);
        string[] headers = Path.GetExtension(reading.Path).ToUpperInvariant() switch
        {
            ".IMG" => [$"{stem}.hdr", $"{stem}.HDR"],
            ".RAW" or ".ZRAW" => [$"{stem}.mhd", $"{stem}.MHD", $"{stem}.nhdr"],
            _ => [],
        };
        return headers.Any(header =>
        {
            using Imaging.Bytes.ByteSource? found = siblings(header);
            return found is not null;
        });
    }

    private static string Name(FileReading reading) => reading.Path[(reading.Path.LastIndexOf('/') + 1)..];
}
