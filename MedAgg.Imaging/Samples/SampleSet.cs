using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;

namespace MedAgg.Imaging.Samples;

/// <summary>A small synthetic set for newcomers: CT phantom series of two patients, drawn radiographs with labels, one broken file. No real patient.</summary>
public static class SampleSet
{
    private const int CtSize = 128;
    private const int CtSlices = 24;
    private const double CtSpacingMm = 2.8;
    private const double CtThicknessMm = 2.5;
    private const int Radiographs = 12;

    /// <summary>Writes the set; the same bytes for the same seed.</summary>
    /// <param name="folder">Made when absent; files of the same names are replaced.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string folder, int seed)
    {
        SampleRandom random = new((ulong)(uint)seed);
        StringBuilder labels = new("file,patient,label,split\n");
        byte[] lastSlice = [];
        for (int patient = 1; patient <= 2; patient++)
            lastSlice = WriteCt(folder, patient, random);
        WriteRadiographs(folder, random, labels);
        WriteText(folder, "labels.csv", labels.ToString());
        WriteText(folder, "README.txt", Readme());
        string broken = Folder(folder, "broken");
        File.WriteAllBytes(Path.Combine(broken, "cut-in-header.dcm"), lastSlice[..200]);
    }

    private static byte[] WriteCt(string folder, int patient, SampleRandom random)
    {
        string target = Folder(folder, "ct", PatientId(patient));
        ChestPhantom phantom = new(random);
        string root = $"2.25.{random.NextBits()}{patient}";
        byte[] last = [];
        for (int i = 0; i < CtSlices; i++)
        {
            double z = (i - ((CtSlices - 1) / 2.0)) * CtThicknessMm;
            using MemoryStream stream = new();
            Slice(phantom.Slice(CtSize, CtSpacingMm, z), patient, root, i + 1, z).Write(stream);
            last = stream.ToArray();
            File.WriteAllBytes(Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"slice-{i + 1:00}.dcm")), last);
        }
        return last;
    }

    private static DicomWriter Slice(short[] hounsfield, int patient, string root, int number, double z)
    {
        ushort[] stored = Array.ConvertAll(hounsfield, hu => (ushort)(hu + 1024));
        double corner = -((CtSize - 1) / 2.0) * CtSpacingMm;
        return new DicomWriter()
            .Text("ImageType", "ORIGINAL", "PRIMARY", "AXIAL")
            .Text("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2")
            .Text("SOPInstanceUID", string.Create(CultureInfo.InvariantCulture, $"{root}.1.1.{number}"))
            .Text("StudyInstanceUID", $"{root}.1")
            .Text("SeriesInstanceUID", $"{root}.1.1")
            .Text("FrameOfReferenceUID", $"{root}.2")
            .Text("StudyDate", "20200101")
            .Text("StudyTime", "120000")
            .Text("AccessionNumber")
            .Text("Modality", "CT")
            .Text("Manufacturer", "MEDAGG PHANTOM")
            .Text("ManufacturerModelName", "ChestPhantom")
            .Text("StudyDescription", "Synthetic chest")
            .Text("SeriesDescription", "Phantom axial 2.5 mm")
            .Text("PatientName", $"SAMPLE^{patient}")
            .Text("PatientID", PatientId(patient))
            .Text("PatientBirthDate")
            .Text("PatientSex", patient % 2 == 0 ? "M" : "F")
            .Text("PatientAge", patient % 2 == 0 ? "061Y" : "054Y")
            .Text("PatientIdentityRemoved", "YES")
            .Text("DeidentificationMethod", "Synthetic: no patient exists")
            .Text("BodyPartExamined", "CHEST")
            .Text("PatientPosition", "HFS")
            .Text("BurnedInAnnotation", "NO")
            .Text("PositionReferenceIndicator")
            .Text("ReferringPhysicianName")
            .Text("StudyID", "1")
            .Number("SliceThickness", CtThicknessMm)
            .Number("SpacingBetweenSlices", CtThicknessMm)
            .Number("KVP", 120)
            .Number("SeriesNumber", 1)
            .Number("AcquisitionNumber", 1)
            .Number("InstanceNumber", number)
            .Number("ImagePositionPatient", corner, corner, z)
            .Number("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
            .Number("SliceLocation", z)
            .Number("SamplesPerPixel", 1)
            .Text("PhotometricInterpretation", "MONOCHROME2")
            .Number("Rows", CtSize)
            .Number("Columns", CtSize)
            .Number("PixelSpacing", CtSpacingMm, CtSpacingMm)
            .Number("BitsAllocated", 16)
            .Number("BitsStored", 12)
            .Number("HighBit", 11)
            .Number("PixelRepresentation", 0)
            .Number("WindowCenter", 40, -600)
            .Number("WindowWidth", 400, 1500)
            .Number("RescaleIntercept", -1024)
            .Number("RescaleSlope", 1)
            .Text("RescaleType", "HU")
            .Pixels(MemoryMarshal.AsBytes(stored.AsSpan()), true);
    }

    private static void WriteRadiographs(string folder, SampleRandom random, StringBuilder labels)
    {
        string target = Folder(folder, "chest-xray");
        for (int i = 1; i <= Radiographs; i++)
        {
            bool hasOpacity = i % 2 == 0;
            string name = string.Create(CultureInfo.InvariantCulture, $"drawing-{i:00}.png");
            DisplayImage image = RadiographDrawing.Draw(random, hasOpacity);
            using FileStream stream = File.Create(Path.Combine(target, name));
            PngWriter.Write(stream, image);
            string split = i <= 8 ? "train" : i <= 10 ? "val" : "test";
            labels.Append(CultureInfo.InvariantCulture, $"chest-xray/{name},{PatientId(100 + i)},{(hasOpacity ? "opacity" : "normal")},{split}\n");
        }
    }

    private static string PatientId(int number) => string.Create(CultureInfo.InvariantCulture, $"SAMPLE-{number:0000}");

    private static string Folder(params string[] parts)
    {
        string folder = Path.Combine(parts);
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static void WriteText(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));

    private static string Readme() =>
        """
        Synthetic sample set of MedAgg
        ==============================
        Everything here was drawn by a program. No patient exists; nothing may be concluded about real people.

        ct/SAMPLE-0001, ct/SAMPLE-0002   CT chest phantom, 24 axial DICOM slices each, 128 x 128, 2.8 mm pixels, 2.5 mm slices, HU by rescale
        chest-xray/                      12 drawings, 256 x 256, 8-bit PNG, every second one with an opacity
        labels.csv                       file, patient, label (normal, opacity), split (train, val, test)
        broken/                          one DICOM file that was cut on purpose, to show how a refusal looks

        Licence: CC0 1.0. The bytes depend on the seed only.

        Синтетический набор MedAgg: всё нарисовано программой, пациентов не существует.
        ct/ — фантом КТ грудной клетки (DICOM); chest-xray/ — рисунки снимков (PNG); labels.csv — разметка; broken/ — намеренно обрезанный файл.

        """.ReplaceLineEndings("\n");
}
