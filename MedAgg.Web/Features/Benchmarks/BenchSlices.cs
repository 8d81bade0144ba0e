using System.Globalization;
using MedAgg.Imaging.Dicom;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>The files of <c>bench inspect</c>: one-slice CT instances of 512² pixels and some 270 elements. The pixels are a hole in the file, since headers are what is measured.</summary>
internal static class BenchSlices
{
    public const int Count = 5000;
    /// <summary>Columns and rows.</summary>
    public const int Side = 512;
    private const int Elements = 270;
    /// <summary>Bytes of the pixels of an instance.</summary>
    public const int PixelBytes = Side * Side * 2;

    /// <summary>Vendors fill their files with elements of these groups.</summary>
    private static readonly uint[] Groups = [0x0018, 0x0008, 0x0010, 0x0020, 0x0028, 0x0032, 0x0040];

    /// <summary>The DICOM files of a folder in order of name; makes them when it holds none.</summary>
    public static IReadOnlyList<string> Prepare(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string[] files = List(folder);
        if (files.Length > 0)
            return files;
        IReadOnlyList<DicomTagInfo> fill = Fill();
        for (int i = 0; i < Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"ct{i:D5}.dcm")), i, fill);
        }

        return List(folder);
    }

    public static string[] List(string folder) => [.. Directory.EnumerateFiles(folder, "*.dcm").Order(StringComparer.Ordinal)];

    /// <summary>One whole instance.</summary>
    /// <param name="number">Number in the set; a series holds 100.</param>
    /// <param name="fill">Elements that fill it, as <see cref="Fill"/> gives them.</param>
    /// <param name="pixels">512² words of 16 bits, little-endian.</param>
    public static MemoryStream Make(int number, IReadOnlyList<DicomTagInfo> fill, ReadOnlySpan<byte> pixels)
    {
        DicomWriter slice = new();
        foreach (DicomTagInfo tag in fill)
            Put(slice, tag, number);
        Describe(slice, number);
        slice.Pixels(pixels, areWords: true);
        MemoryStream whole = new(PixelBytes + 32_768);
        slice.Write(whole);
        return whole;
    }

    private static void Write(string path, int number, IReadOnlyList<DicomTagInfo> fill)
    {
        using MemoryStream whole = Make(number, fill, new byte[PixelBytes]);
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(whole.GetBuffer().AsSpan(0, (int)whole.Length - PixelBytes));
        file.SetLength(whole.Length);
    }

    private static void Describe(DicomWriter slice, int number)
    {
        string uid = "1.2.826.0.1.3680043.8.498.48370199012746";
        slice.Text("ImageType", "ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM5 SPI")
            .Text("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2")
            .Text("SOPInstanceUID", string.Create(CultureInfo.InvariantCulture, $"{uid}.{number}"))
            .Text("StudyInstanceUID", uid + ".1")
            .Text("SeriesInstanceUID", string.Create(CultureInfo.InvariantCulture, $"{uid}.2.{number / 100}"))
            .Text("FrameOfReferenceUID", uid + ".3")
            .Text("StudyDate", "20240117").Text("SeriesDate", "20240117").Text("AcquisitionDate", "20240117").Text("ContentDate", "20240117")
            .Text("AccessionNumber", "BENCH0001").Text("Modality", "CT").Text("Manufacturer", "MEDAGG").Text("ManufacturerModelName", "Bench 64")
            .Text("InstitutionName", "Synthetic").Text("StudyDescription", "Chest CT without contrast").Text("SeriesDescription", "Lung 1.0 B60f")
            .Text("PatientName", "Bench^Synthetic").Text("PatientID", "BENCH").Text("PatientSex", "F").Text("PatientAge", "061Y").Text("PatientBirthDate", "19630101")
            .Text("BodyPartExamined", "CHEST").Text("ProtocolName", "Thorax routine").Text("PatientPosition", "HFS").Text("BurnedInAnnotation", "NO")
            .Text("RescaleType", "HU").Text("LossyImageCompression", "00").Text("PhotometricInterpretation", "MONOCHROME2").Text("SpecificCharacterSet", "ISO_IR 100")
            .Number("SeriesNumber", 2).Number("InstanceNumber", (number % 100) + 1).Number("AcquisitionNumber", 1)
            .Number("ImagePositionPatient", -166.5, -171.699, -516.75 + (number % 100)).Number("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
            .Number("PixelSpacing", 0.703125, 0.703125).Number("SliceThickness", 1).Number("SliceLocation", -516.75 + (number % 100)).Number("KVP", 120)
            .Number("RescaleSlope", 1).Number("RescaleIntercept", -1024).Number("WindowCenter", -600, 40).Number("WindowWidth", 1200, 400)
            .Number("SamplesPerPixel", 1).Number("Rows", Side).Number("Columns", Side).Number("BitsAllocated", 16).Number("BitsStored", 12).Number("HighBit", 11).Number("PixelRepresentation", 0);
    }

    /// <summary>Public elements of text or numbers, so many that the whole instance has about <see cref="Elements"/>.</summary>
    public static List<DicomTagInfo> Fill()
    {
        List<DicomTagInfo> fill = [];
        foreach (uint group in Groups)
        {
            int most = fill.Count + (group == 0x0018 ? 90 : 25);
            for (uint element = 1; element < 0x2000 && fill.Count < most && fill.Count < Elements - 20; element++)
            {
                if (DicomTags.Find((group << 16) | element) is { Vr: "LO" or "SH" or "CS" or "DS" or "IS" or "UI" or "DA" or "TM" or "US" or "UL" or "FD" or "FL" or "ST" or "PN" or "AE" } tag && IsOrdinary(tag))
                    fill.Add(tag);
            }
        }

        return fill;
    }

    /// <summary>Elements that change how the image or its text is read are set on purpose or not at all.</summary>
    private static bool IsOrdinary(DicomTagInfo tag) =>
        tag.Keyword is not ("SpecificCharacterSet" or "NumberOfFrames" or "PlanarConfiguration" or "ImagerPixelSpacing" or "LossyImageCompressionRatio") && !tag.Keyword.StartsWith("Overlay", StringComparison.Ordinal);

    private static void Put(DicomWriter slice, DicomTagInfo tag, int number)
    {
        switch (tag.Vr)
        {
            case "DS" or "FD" or "FL":
                slice.Number(tag.Keyword, 0.5 + (tag.Tag & 0xFF));
                break;
            case "IS" or "US" or "UL":
                slice.Number(tag.Keyword, tag.Tag & 0xFF);
                break;
            case "UI":
                slice.Text(tag.Keyword, string.Create(CultureInfo.InvariantCulture, $"1.2.826.0.1.3680043.8.498.{tag.Tag & 0xFFFF}.{number}"));
                break;
            case "DA":
                slice.Text(tag.Keyword, "20240117");
                break;
            case "TM":
                slice.Text(tag.Keyword, "101530.250000");
                break;
            case "CS" or "SH" or "AE":
                slice.Text(tag.Keyword, "STANDARD");
                break;
            default:
                slice.Text(tag.Keyword, "Value of a vendor's element");
                break;
        }
    }
}
