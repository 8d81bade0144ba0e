using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Tests;

/// <summary>Small DICOM files made in memory.</summary>
internal static class TestDicom
{
    public const string CtImage = "1.2.840.10008.5.1.4.1.1.2";

    /// <summary>A 4 × 3 CT slice whose stored values count up from 0.</summary>
    public static DicomWriter Slice(int number = 1, double z = 0)
    {
        byte[] pixels = new byte[24];
        for (byte i = 0; i < 12; i++)
            pixels[2 * i] = i;
        return new DicomWriter()
            .Text("SOPClassUID", CtImage)
            .Text("SOPInstanceUID", $"2.25.1.{number}")
            .Text("StudyInstanceUID", "2.25.2")
            .Text("SeriesInstanceUID", "2.25.3")
            .Text("PatientID", "P1")
            .Text("Modality", "CT")
            .Text("ImageType", "ORIGINAL", "PRIMARY", "AXIAL")
            .Text("PhotometricInterpretation", "MONOCHROME2")
            .Number("SamplesPerPixel", 1)
            .Number("Rows", 3)
            .Number("Columns", 4)
            .Number("BitsAllocated", 16)
            .Number("BitsStored", 12)
            .Number("HighBit", 11)
            .Number("PixelRepresentation", 0)
            .Number("InstanceNumber", number)
            .Number("PixelSpacing", 0.5, 0.25)
            .Number("ImagePositionPatient", 0, 0, z)
            .Number("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
            .Pixels(pixels, true);
    }

    public static byte[] Bytes(DicomWriter writer)
    {
        using MemoryStream stream = new();
        writer.Write(stream);
        return stream.ToArray();
    }

    public static FileReading Inspect(byte[] bytes, string name = "a.dcm") =>
        ImageReaders.Inspect(ByteSource.Of(bytes), name, ImagingLimits.Default, CancellationToken.None);
}
