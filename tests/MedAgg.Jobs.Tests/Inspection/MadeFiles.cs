using System.Globalization;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Png;

namespace MedAgg.Jobs.Tests.Inspection;

/// <summary>Small image files made in memory. No patient exists.</summary>
internal static class MadeFiles
{
    public const string CtClass = "1.2.840.10008.5.1.4.1.1.2";
    public const string MammographyClass = "1.2.840.10008.5.1.4.1.1.1.2";

    /// <summary>A grey PNG whose pixels depend on <paramref name="seed"/>, so that its hash does as well.</summary>
    public static byte[] Png(int seed, int side = 28)
    {
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)((i * 7) + (seed * 31) + (i * seed % 251));
        using MemoryStream file = new();
        PngWriter.Write(file, new(side, side, 1, 8, pixels));
        return file.ToArray();
    }

    /// <summary>One axial slice of a CT series.</summary>
    public static byte[] CtSlice(string patient, string series, int number, double zMm, Action<DicomWriter>? change = null) => Dicom(
        CtClass,
        $"{series}.{number.ToString(CultureInfo.InvariantCulture)}",
        writer =>
        {
            writer.Text("Modality", "CT").Text("PatientID", patient).Text("StudyInstanceUID", $"{series}.9").Text("SeriesInstanceUID", series)
                .Text("PatientSex", "F").Text("PatientAge", "061Y").Text("Manufacturer", "Siemens Healthineers").Text("BodyPartExamined", "CHEST")
                .Text("StudyDate", "20200131").Number("InstanceNumber", number).Number("SliceThickness", 2.5).Number("PixelSpacing", 0.7, 0.7)
                .Number("ImageOrientationPatient", 1, 0, 0, 0, 1, 0).Number("ImagePositionPatient", -5, -5, zMm);
            change?.Invoke(writer);
        });

    /// <summary>A 16 × 16 image of any class.</summary>
    public static byte[] Dicom(string sopClass, string instance, Action<DicomWriter> describe)
    {
        const int Side = 16;
        DicomWriter writer = new DicomWriter()
            .Text("SOPClassUID", sopClass)
            .Text("SOPInstanceUID", instance)
            .Number("SamplesPerPixel", 1)
            .Text("PhotometricInterpretation", "MONOCHROME2")
            .Number("Rows", Side)
            .Number("Columns", Side)
            .Number("BitsAllocated", 16)
            .Number("BitsStored", 12)
            .Number("HighBit", 11)
            .Number("PixelRepresentation", 0)
            .Pixels(new byte[Side * Side * 2], true);
        describe(writer);
        using MemoryStream file = new();
        writer.Write(file);
        return file.ToArray();
    }
}
