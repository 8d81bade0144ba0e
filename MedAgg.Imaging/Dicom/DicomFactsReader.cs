using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Turns an indexed data set into the facts that ingestion keeps.</summary>
internal static class DicomFactsReader
{
    private const string DirectorySopClass = "1.2.840.10008.1.3.10";

    public static ImageFacts Read(DicomDataSet set, ImagingLimits limits)
    {
        DicomValues values = new(set);
        DicomFacts dicom = Dicom(set, values);
        if (dicom.NumberOfFrames > 1)
            dicom = dicom with { FrameGeometry = FrameGeometryReader.Read(set, values, dicom.NumberOfFrames.Value, limits) };
        TransferSyntax syntax = TransferSyntax.Of(set.TransferSyntaxUid);
        int? frames = dicom.NumberOfFrames;
        ImageFacts facts = new()
        {
            Kind = FileKind.Dicom,
            Columns = Extent(values, DicomTag.Columns),
            Rows = Extent(values, DicomTag.Rows),
            Frames = frames is > 0 ? frames.Value : 1,
            SamplesPerPixel = values.Int(DicomTag.SamplesPerPixel) ?? 1,
            BitsAllocated = values.Int(DicomTag.BitsAllocated) ?? (set.TryFind(DicomTag.FloatPixelData, out _) ? 32 : set.TryFind(DicomTag.DoubleFloatPixelData, out _) ? 64 : 0),
            BitsStored = values.Int(DicomTag.BitsStored) ?? 0,
            IsSigned = values.Int(DicomTag.PixelRepresentation) == 1,
            IsFloat = set.TryFind(DicomTag.FloatPixelData, out _) || set.TryFind(DicomTag.DoubleFloatPixelData, out _),
            Photometric = values.Text(DicomTag.PhotometricInterpretation),
            Spacing = Spacing(dicom, set, values),
            IsLossy = dicom.LossyImageCompression == "01" || syntax.CanLose == true ? true : dicom.LossyImageCompression == "00" ? false : syntax.CanLose,
            TransferSyntax = set.TransferSyntaxUid,
            ByteOrder = set.Encoding.IsBigEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
            Dicom = dicom with { GuessedCharacterSet = values.GuessedCharacterSet },
        };
        DicomImageCheck.Judge(set, values, facts, limits);
        if (dicom.BurnedInAnnotation == "YES")
            set.Warnings.Add(Codes.DicomBurnedIn, "BurnedInAnnotation is YES: the pixels may show an identity.");
        if (dicom.SopClassUid == DirectorySopClass || dicom.DirectoryRecords > 0)
            DicomDirectory.Judge(set, values);
        return facts;
    }

    private static DicomFacts Dicom(DicomDataSet set, DicomValues values)
    {
        int privates = 0;
        bool hasPixels = false;
        foreach (ref readonly DicomElement element in set.Top)
        {
            privates += element.IsPrivate ? 1 : 0;
            hasPixels |= DicomTag.IsPixelData(element.Tag);
        }
        return new DicomFacts
        {
            PatientId = values.Text(DicomTag.PatientId),
            PatientSex = values.Text(DicomTag.PatientSex),
            PatientAge = values.Text(DicomTag.PatientAge),
            PatientBirthDate = values.Text(DicomTag.PatientBirthDate),
            StudyInstanceUid = values.Text(DicomTag.StudyInstanceUid),
            SeriesInstanceUid = values.Text(DicomTag.SeriesInstanceUid),
            SopInstanceUid = values.Text(DicomTag.SopInstanceUid),
            SopClassUid = values.Text(DicomTag.SopClassUid) ?? set.MediaStorageSopClassUid,
            FrameOfReferenceUid = values.Text(DicomTag.FrameOfReferenceUid),
            StudyDate = values.Text(DicomTag.StudyDate),
            SeriesDate = values.Text(DicomTag.SeriesDate),
            AcquisitionDate = values.Text(DicomTag.AcquisitionDate),
            AcquisitionTime = values.Text(DicomTag.AcquisitionTime),
            ContentDate = values.Text(DicomTag.ContentDate),
            AccessionNumber = values.Text(DicomTag.AccessionNumber),
            SeriesNumber = values.Int(DicomTag.SeriesNumber),
            InstanceNumber = values.Int(DicomTag.InstanceNumber),
            AcquisitionNumber = values.Int(DicomTag.AcquisitionNumber),
            TemporalPositionIdentifier = values.Int(DicomTag.TemporalPositionIdentifier),
            Modality = values.Text(DicomTag.Modality),
            BodyPartExamined = values.Text(DicomTag.BodyPartExamined),
            Laterality = values.Text(DicomTag.Laterality),
            ImageLaterality = values.Text(DicomTag.ImageLaterality),
            ViewPosition = values.Text(DicomTag.ViewPosition),
            ViewCode = Inside(set, values, DicomTag.ViewCodeSequence, DicomTag.CodeValue, 1),
            ViewMeaning = Inside(set, values, DicomTag.ViewCodeSequence, DicomTag.CodeMeaning, 1),
            FrameLaterality = Inside(set, values, DicomTag.SharedFunctionalGroups, DicomTag.FrameLaterality, 2) ?? Inside(set, values, DicomTag.PerFrameFunctionalGroups, DicomTag.FrameLaterality, 2),
            PatientOrientation = values.Text(DicomTag.PatientOrientation),
            PatientPosition = values.Text(DicomTag.PatientPosition),
            Manufacturer = values.Text(DicomTag.Manufacturer),
            ManufacturerModelName = values.Text(DicomTag.ManufacturerModelName),
            InstitutionName = values.Text(DicomTag.InstitutionName),
            SeriesDescription = values.Text(DicomTag.SeriesDescription),
            StudyDescription = values.Text(DicomTag.StudyDescription),
            ProtocolName = values.Text(DicomTag.ProtocolName),
            SequenceName = values.Text(DicomTag.SequenceName),
            ContrastBolusAgent = values.Text(DicomTag.ContrastBolusAgent),
            ImageType = values.Texts(DicomTag.ImageType),
            ImageOrientationPatient = values.Vector(DicomTag.ImageOrientationPatient, 6),
            ImagePositionPatient = values.Vector(DicomTag.ImagePositionPatient, 3),
            PixelSpacing = values.Vector(DicomTag.PixelSpacing, 2),
            ImagerPixelSpacing = values.Vector(DicomTag.ImagerPixelSpacing, 2),
            SliceThickness = values.Double(DicomTag.SliceThickness),
            SpacingBetweenSlices = values.Double(DicomTag.SpacingBetweenSlices),
            SliceLocation = values.Double(DicomTag.SliceLocation),
            RescaleSlope = values.Double(DicomTag.RescaleSlope),
            RescaleIntercept = values.Double(DicomTag.RescaleIntercept),
            RescaleType = values.Text(DicomTag.RescaleType),
            WindowCenter = values.Doubles(DicomTag.WindowCenter, 64),
            WindowWidth = values.Doubles(DicomTag.WindowWidth, 64),
            WindowExplanation = values.Texts(DicomTag.WindowExplanation),
            VoiLutFunction = values.Text(DicomTag.VoiLutFunction),
            HasLookupTables = values.Has(DicomTag.ModalityLutSequence) || values.Has(DicomTag.VoiLutSequence),
            Kvp = values.Double(DicomTag.Kvp),
            RepetitionTime = values.Double(DicomTag.RepetitionTime),
            EchoTime = values.Double(DicomTag.EchoTime),
            TriggerTime = values.Double(DicomTag.TriggerTime),
            DiffusionBValue = values.Double(DicomTag.DiffusionBValue),
            MagneticFieldStrength = values.Double(DicomTag.MagneticFieldStrength),
            BurnedInAnnotation = values.Text(DicomTag.BurnedInAnnotation),
            LongitudinalTemporalInformationModified = values.Text(DicomTag.LongitudinalTemporalInformationModified),
            PatientIdentityRemoved = values.Text(DicomTag.PatientIdentityRemoved),
            DeidentificationMethod = values.Text(DicomTag.DeidentificationMethod),
            LossyImageCompression = values.Text(DicomTag.LossyImageCompression),
            LossyImageCompressionRatio = values.Doubles(DicomTag.LossyImageCompressionRatio, 64),
            NumberOfFrames = values.Int(DicomTag.NumberOfFrames),
            SpecificCharacterSet = values.DeclaredCharacterSet,
            HasPatientName = values.Text(DicomTag.PatientName) is { } name && name.AsSpan().Trim(" ^=").Length > 0,
            TopLevelElements = set.Top.Length,
            PrivateElements = privates,
            HasPixelData = hasPixels,
            HasPreamble = set.Start.HasPreamble,
            HasFileMeta = set.Meta.Count > 0,
            DirectoryRecords = DicomDirectory.Count(set),
        };
    }

    /// <summary>Text of the first such element at that depth below a sequence; null when there is none.</summary>
    private static string? Inside(DicomDataSet set, DicomValues values, uint sequence, uint tag, int depth)
    {
        if (!set.TryFind(sequence, out DicomElement around))
            return null;
        foreach (ref readonly DicomElement element in set.Inside(around))
        {
            if (element.Depth == depth && element.Tag == tag)
                return values.Text(element);
        }
        return null;
    }

    private static int Extent(DicomValues values, uint tag) => values.Int(tag) is { } extent and > 0 ? extent : 0;

    /// <summary>In-plane spacing by PixelSpacing, else the shared pixel measures of enhanced files, else the detector plane; between slices by SpacingBetweenSlices, else thickness.</summary>
    private static SpacingMm? Spacing(DicomFacts dicom, DicomDataSet set, DicomValues values)
    {
        IReadOnlyList<double>? plane = dicom.PixelSpacing;
        double? between = dicom.SpacingBetweenSlices ?? dicom.SliceThickness;
        if (plane is null && set.TryFind(DicomTag.SharedFunctionalGroups, out DicomElement shared))
            (plane, between) = SharedMeasures(set, values, shared, between);
        if (dicom.FrameGeometry.Count > 0)
            (plane, between) = (plane ?? dicom.FrameGeometry[0].PixelSpacing, FrameStack.Of(dicom.FrameGeometry)?.SpacingMm ?? between);
        plane ??= dicom.ImagerPixelSpacing;
        if (plane is null)
            return null;
        if (plane[0] <= 0 || plane[1] <= 0)
        {
            set.Warnings.Add(Codes.DicomInvalidValue, "The pixel spacing is zero or negative.");
            return null;
        }
        return new SpacingMm(plane[0], plane[1], between is > 0 ? between : null);
    }

    /// <summary>PixelMeasuresSequence inside SharedFunctionalGroupsSequence (PS3.3 section C.7.6.16.2.1).</summary>
    private static (double[]? Plane, double? Between) SharedMeasures(DicomDataSet set, DicomValues values, in DicomElement shared, double? between)
    {
        double[]? plane = null;
        foreach (ref readonly DicomElement element in set.Inside(shared))
        {
            if (element.Depth != 2)
                continue;
            if (element.Tag == DicomTag.PixelSpacing && values.Doubles(element) is { Length: 2 } spacing)
                plane ??= spacing;
            else if (element.Tag is DicomTag.SpacingBetweenSlices or DicomTag.SliceThickness && values.Number(element, 0) is { } number)
                between = element.Tag == DicomTag.SpacingBetweenSlices ? number : between ?? number;
        }
        return (plane, between);
    }
}
