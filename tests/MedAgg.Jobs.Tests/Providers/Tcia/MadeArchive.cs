using System.Globalization;
using MedAgg.Jobs.Tests.Inspection;
using MedAgg.Testing;
using MedAgg.Testing.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

/// <summary>A small collection in the manner of CMMD: two or four mammograms a patient, two prefixes, a label sheet with a row a breast. No patient exists.</summary>
internal static class MadeArchive
{
    public const string Collection = "STUB-MG";

    /// <param name="patients">Patients of each prefix.</param>
    public static StubArchive Of(int patients)
    {
        StubArchive archive = new();
        List<IReadOnlyList<string>> labels = [["ID1", "LeftRight", "Age", "number", "abnormality", "classification", "subtype"]];
        foreach (int prefix in (int[])[1, 2])
        {
            for (int number = 1; number <= patients; number++)
            {
                string patient = string.Create(CultureInfo.InvariantCulture, $"D{prefix}-{number:0000}");
                string root = string.Create(CultureInfo.InvariantCulture, $"1.3.6.1.4.1.14519.{prefix}.{number}");
                archive.Series.Add(new(Collection, patient, root + ".1", root + ".2", [.. Enumerable.Range(1, number % 2 == 0 ? 4 : 2).Select(image => Instance(patient, root, image))]));
                bool isMalignant = prefix == 2 ? number != 1 : number % 3 == 0;
                labels.Add([patient, "L", "44", "2", "mass", isMalignant ? "Malignant" : "Benign", ""]);
            }
        }

        byte[] sheet = MadeWorkbook.Of([.. labels]); // made once: a ZIP holds the time of its making
        archive.Files.Add(new(Collection, "STUB-MG_clinicaldata_revision.xlsx", () => sheet));
        return archive;
    }

    private static StubInstance Instance(string patient, string root, int image)
    {
        string uid = string.Create(CultureInfo.InvariantCulture, $"{root}.3.{image}");
        return StubInstance.Of(uid, MadeFiles.Dicom(MadeFiles.MammographyClass, uid, writer => writer
            .Text("Modality", "MG").Text("PatientID", patient).Text("StudyInstanceUID", root + ".1").Text("SeriesInstanceUID", root + ".2")
            .Text("ImageLaterality", image <= 2 ? "L" : "R").Text("PatientAge", "044Y").Text("StudyDate", "20100718").Number("InstanceNumber", image)));
    }
}
