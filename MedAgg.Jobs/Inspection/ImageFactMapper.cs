using MedAgg.Domain.Inspection;
using MedAgg.Imaging.Facts;

namespace MedAgg.Jobs.Inspection;

/// <summary>Turns what a reader said and what the evidence chose into the row that dashboards count.</summary>
internal static class ImageFactMapper
{
    /// <param name="path">Path of the file.</param>
    /// <param name="facts">What the reader said.</param>
    /// <param name="found">Chosen detections.</param>
    public static ImageFact Map(SourcePath path, ImageFacts facts, Findings found)
    {
        DicomFacts? dicom = facts.Dicom;
        string? patient = NullIfEmpty(dicom?.PatientId) ?? found.Value("patient");
        return new()
        {
            VersionId = 0,
            FileId = 0,
            PatientKey = Cut(patient),
            StudyKey = Cut(NullIfEmpty(dicom?.StudyInstanceUid) ?? Inside(patient, found.Value("study"))),
            SeriesKey = Cut(NullIfEmpty(dicom?.SeriesInstanceUid)),
            InstanceUid = Cut(NullIfEmpty(dicom?.SopInstanceUid)),
            InstanceNumber = dicom?.InstanceNumber,
            AcquisitionNumber = dicom?.AcquisitionNumber,
            SopClassUid = Cut(NullIfEmpty(dicom?.SopClassUid)),
            ImageType = [.. (dicom?.ImageType ?? []).Select(Clean)],
            Modality = found.Value(ModalityEvidence.What),
            ModalityRaw = Cut(NullIfEmpty(dicom?.Modality)),
            Area = found.Value(AreaEvidence.What),
            AreaRaw = Cut(NullIfEmpty(dicom?.BodyPartExamined)),
            Laterality = PersonFacts.Laterality(dicom?.ImageLaterality) ?? PersonFacts.Laterality(dicom?.Laterality) ?? PersonFacts.Laterality(dicom?.FrameLaterality),
            View = Cut(ViewName.Of(dicom)),
            Columns = Positive(facts.Columns),
            Rows = Positive(facts.Rows),
            Slices = facts.Slices > 1 ? facts.Slices : null,
            Frames = facts.Frames > 1 ? facts.Frames : null,
            TimePoints = facts.TimePoints > 1 ? facts.TimePoints : null,
            Orientation = dicom?.ImageOrientationPatient?.ToArray(),
            PositionMm = dicom?.ImagePositionPatient?.ToArray(),
            SamplesPerPixel = Positive(facts.SamplesPerPixel),
            BitsAllocated = Positive(facts.BitsAllocated),
            BitsStored = Positive(facts.BitsStored),
            IsSigned = facts.BitsStored > 0 ? facts.IsSigned : null,
            Photometric = Cut(NullIfEmpty(facts.Photometric)),
            SpacingRowMm = facts.Spacing?.Row,
            SpacingColumnMm = facts.Spacing?.Column,
            SpacingSliceMm = facts.Spacing?.Slice,
            SliceThicknessMm = Finite(dicom?.SliceThickness),
            Sex = PersonFacts.Sex(dicom?.PatientSex),
            AgeYears = PersonFacts.AgeYears(dicom?.PatientAge) ?? PersonFacts.AgeYears(dicom?.PatientBirthDate, dicom?.StudyDate),
            Manufacturer = Cut(ManufacturerName.Of(dicom?.Manufacturer)),
            Model = Cut(NullIfEmpty(dicom?.ManufacturerModelName)),
            StudyDate = PersonFacts.Date(dicom?.StudyDate),
            TransferSyntax = Cut(NullIfEmpty(facts.TransferSyntax)),
            IsLossy = facts.IsLossy,
            Split = SplitFolders.Find(path)?.Value,
        };
    }

    // A study folder is unique only below its patient.
    private static string? Inside(string? patient, string? study) => study is null || patient is null ? study : $"{patient}/{study}";

    private static int? Positive(int value) => value > 0 ? value : null;

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Cut(string? text) => text is null ? null : Clean(text);

    /// <summary>PostgreSQL text holds no NUL; a value beyond 400 characters is no key of anything.</summary>
    private static string Clean(string text)
    {
        string plain = text.Replace("\0", "", StringComparison.Ordinal);
        return plain.Length <= 400 ? plain : plain[..400];
    }
}
