using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Imaging.Dicom;

namespace MedAgg.Testing.Cmmd;

/// <summary>
/// A made set with the shape and the traps of CMMD: patients of two batches (D1, D2) of which the second is nearly all malignant and looks different,
/// two or four images a patient, one labelled breast of four-image patients in D2, the side only in ImageLaterality, an empty ViewPosition beside a coded view, identical pixels
/// under two patients, one row a breast in the clinical table. With a lesion signal malignant masses are bright and spiculated and benign ones
/// faint and smooth; without it the kind of mass is drawn by lot, so that nothing but the batch tells the class.
/// </summary>
public static class MadeCmmd
{
    /// <summary>Name of the clinical table, as TCIA has it.</summary>
    public const string Table = "CMMD_clinicaldata_revision.xlsx";

    private const string Root = "2.25.998";

    /// <summary>Writes <c>FOLDER/CMMD/patient/study UID/series UID/SOP UID.dcm</c> and the table beside the patients.</summary>
    /// <param name="folder">Made when absent.</param>
    /// <param name="patients">At least 20; three fifths are D1.</param>
    /// <param name="hasSignal">Whether the kind of mass follows the class.</param>
    /// <param name="seed">Any number; the same bytes for the same one.</param>
    public static void Write(string folder, int patients, bool hasSignal, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patients, 20);
        string collection = Directory.CreateDirectory(Path.Combine(folder, "CMMD")).FullName;
        List<IReadOnlyList<string>> rows = [["ID1", "LeftRight", "Age", "number", "abnormality", "classification", "subtype"]];
        int first = patients * 3 / 5;
        Dictionary<string, byte[]> copies = [];
        for (int index = 0; index < patients; index++)
        {
            bool isSecond = index >= first;
            MadeRandom random = new(seed * 1_000_003 + (ulong)index);
            string id = string.Create(CultureInfo.InvariantCulture, $"{(isSecond ? "D2" : "D1")}-{(isSecond ? index - first : index) + 1:0000}");
            // Every twentieth patient of D1 has the images of the one before: TCIA warns of such pairs.
            bool isCopy = !isSecond && index % 20 == 19;
            WritePatient(collection, id, isSecond, hasSignal, isCopy, random, rows, copies);
        }

        File.WriteAllBytes(Path.Combine(collection, Table), MadeWorkbook.Of([.. rows]));
    }

    private static void WritePatient(string collection, string id, bool isSecond, bool hasSignal, bool isCopy, MadeRandom random, List<IReadOnlyList<string>> rows, Dictionary<string, byte[]> copies)
    {
        bool isMalignant = isSecond ? random.Next() < 0.97 : random.Next() < 0.5;
        bool hasTwoSides = isSecond || random.Next() < 0.1;
        string labelledSide = random.Next() < 0.5 ? "L" : "R";
        // Malignant patients are older, as in the real table.
        int age = (int)Math.Clamp(44 + random.Noise() * 9 + (isMalignant ? 7 : 0), 17, 87);
        string study = Uid(id, "study");
        string series = Uid(id, "series");
        string target = Directory.CreateDirectory(Path.Combine(collection, id, study, series)).FullName;
        foreach (string side in new[] { "L", "R" })
        {
            if (side != labelledSide && !hasTwoSides)
                continue;
            // In D2 the other breast has no row: it had no biopsy, which is not the same as being healthy. In D1 both are labelled.
            bool isLabelled = side == labelledSide || !isSecond;
            bool isBad = isMalignant && (side == labelledSide || random.Next() < 0.5);
            bool hasCalcification = random.Next() < (isBad ? 0.45 : 0.25);
            bool showsBad = hasSignal ? isBad : random.Next() < 0.5;
            MammogramDrawing drawing = new(random, isSecond, side == "R", isLabelled && showsBad, hasCalcification, isLabelled);
            foreach (string view in new[] { "CC", "MLO" })
            {
                string slot = $"{side}{view}";
                byte[] pixels = isCopy && copies.TryGetValue(slot, out byte[]? known) ? known : drawing.Draw(view == "MLO");
                copies[slot] = pixels;
                WriteImage(target, id, study, series, side, view, age, pixels);
            }

            if (isLabelled)
                rows.Add([id, side, age.ToString(CultureInfo.InvariantCulture), "2", hasCalcification ? random.Next() < 0.4 ? "calcification" : "both" : "mass", isBad ? "Malignant" : "Benign", isSecond && isBad ? "Luminal B" : ""]);
        }
    }

    private static void WriteImage(string target, string id, string study, string series, string side, string view, int age, byte[] pixels)
    {
        string instance = Uid(id, side + view);
        using FileStream file = File.Create(Path.Combine(target, instance + ".dcm"));
        new DicomWriter()
            .Text("SOPClassUID", "1.2.840.10008.5.1.4.1.1.1.2")
            .Text("SOPInstanceUID", instance)
            .Text("StudyInstanceUID", study)
            .Text("SeriesInstanceUID", series)
            .Text("StudyDate", "20100718")
            .Text("Modality", "MG")
            .Text("Manufacturer")
            .Text("PatientID", id)
            .Text("PatientSex", "F")
            .Text("PatientAge", string.Create(CultureInfo.InvariantCulture, $"{age:000}Y"))
            .Text("PatientIdentityRemoved", "YES")
            .Text("BodyPartExamined", "BREAST")
            .Text("ImageLaterality", side)
            .Text("ViewPosition")
            .Item("ViewCodeSequence", new DicomWriter().Text("CodeValue", view == "CC" ? "399162004" : "399368009").Text("CodingSchemeDesignator", "SCT").Text("CodeMeaning", view == "CC" ? "cranio-caudal" : "medio-lateral oblique"))
            .Number("InstanceNumber", (side == "L" ? 0 : 2) + (view == "CC" ? 1 : 2))
            .Number("SamplesPerPixel", 1)
            .Text("PhotometricInterpretation", "MONOCHROME2")
            .Number("Rows", MammogramDrawing.Rows)
            .Number("Columns", MammogramDrawing.Columns)
            .Number("BitsAllocated", 8)
            .Number("BitsStored", 8)
            .Number("HighBit", 7)
            .Number("PixelRepresentation", 0)
            .Number("WindowCenter", 128)
            .Number("WindowWidth", 256)
            .Pixels(pixels, areWords: false)
            .Write(file);
    }

    private static string Uid(string id, string what)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{id}|{what}"));
        return string.Create(CultureInfo.InvariantCulture, $"{Root}.{BitConverter.ToUInt64(hash)}");
    }
}
