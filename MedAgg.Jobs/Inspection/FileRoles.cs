using MedAgg.Domain.Inspection;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>What a file is for the dataset, by what it holds.</summary>
internal static class FileRoles
{
    public static FileRole Of(FileReading reading)
    {
        if (reading.Refusal is not null || reading.Kind is FileKind.Corrupt)
            return FileRole.Refused;
        if (reading.Kind.IsImage())
            return HoldsImage(reading) ? FileRole.Image : FileRole.Other;
        return reading.Subkind switch
        {
            Subkind.Table => FileRole.Table,
            Subkind.Text or Subkind.Json or Subkind.Xml or Subkind.Html or Subkind.Pdf or Subkind.Office => FileRole.Document,
            _ => FileRole.Other,
        };
    }

    // Structured reports, presentation states and DICOMDIR are DICOM without being images; an .img half of a pair is read with its header.
    private static bool HoldsImage(FileReading reading) =>
        reading.Facts is { } facts && (facts.Dicom is not { } dicom || dicom.HasPixelData);
}
