using System.Text;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Tests.Inspection;

public sealed class FileInspectorTests
{
    private static readonly FileInspector Inspector = new(new ManagedImageReader(), TaxonomyLoader.LoadShipped(), ImagingLimits.Default);

    [Fact]
    public void A_ct_slice_tells_who_what_and_where()
    {
        InspectedFile file = Inspect("a.zip!/p1/1.dcm", MadeFiles.CtSlice("P1", "1.2.3", 4, 10));

        Assert.Equal(FileRole.Image, file.File.Role);
        Assert.Equal("dicom", file.File.Kind);
        ImageFact image = Assert.IsType<ImageFact>(file.Image);
        Assert.Equal(("ct", "CT", "chest", "CHEST"), (image.Modality, image.ModalityRaw, image.Area, image.AreaRaw));
        Assert.Equal(("P1", "1.2.3.9", "1.2.3"), (image.PatientKey, image.StudyKey, image.SeriesKey));
        Assert.Equal(("F", 61.0, "SIEMENS", new DateOnly(2020, 1, 31)), (image.Sex, image.AgeYears, image.Manufacturer, image.StudyDate));
        Assert.Equal((16, 16, 0.7, 2.5), (image.Rows, image.Columns, image.SpacingRowMm, image.SliceThicknessMm));
        Assert.Equal([-5.0, -5.0, 10.0], image.PositionMm!);
        Assert.Contains(file.Detections, detection => detection is { What: "modality", Value: "ct", Rule: "SOP class " + MadeFiles.CtClass });
    }

    [Fact]
    public void The_sop_class_wins_over_the_modality_tag_and_both_are_told()
    {
        byte[] bytes = MadeFiles.Dicom(MadeFiles.MammographyClass, "1.2.3.4", writer => writer.Text("Modality", "CT").Text("ImageLaterality", "L").Text("ViewPosition", "mlo"));

        InspectedFile file = Inspect("x", bytes);

        Assert.Equal(("mammography", "breast", "L", "MLO"), (file.Image!.Modality, file.Image.Area, file.Image.Laterality, file.Image.View));
        Assert.Equal(["mammography", "ct"], file.Detections.Where(detection => detection.What == "modality").Select(detection => detection.Value));
        Assert.Contains(file.Detections, detection => detection is { What: "area", Value: "breast", Rule: "modality mammography shows it" });
    }

    [Theory]
    [InlineData("399162004", "cranio-caudal", "CC")]
    [InlineData("R-10226", "medio-lateral oblique", "MLO")]
    public void A_mammogram_whose_view_position_is_empty_tells_its_view_by_code(string code, string meaning, string view)
    {
        DicomWriter item = new DicomWriter().Text("CodeValue", code).Text("CodingSchemeDesignator", "SCT").Text("CodeMeaning", meaning)
            .Item("ViewModifierCodeSequence", new DicomWriter().Text("CodeValue", "399163009").Text("CodeMeaning", "magnification"));
        byte[] bytes = MadeFiles.Dicom(MadeFiles.MammographyClass, "1.2.3.4", writer => writer.Text("Modality", "MG").Text("ImageLaterality", "R").Text("ViewPosition").Item("ViewCodeSequence", item));

        Assert.Equal(("R", view), (Inspect("x", bytes).Image!.Laterality, Inspect("x", bytes).Image!.View));
    }

    [Fact]
    public void An_enhanced_file_tells_its_side_by_its_frames()
    {
        DicomWriter groups = new DicomWriter().Item("FrameAnatomySequence", new DicomWriter().Text("FrameLaterality", "L"));
        byte[] bytes = MadeFiles.Dicom(MadeFiles.MammographyClass, "1.2.3.4", writer => writer.Text("Modality", "MG").Item("SharedFunctionalGroupsSequence", groups));

        Assert.Equal("L", Inspect("x", bytes).Image!.Laterality);
    }

    [Fact]
    public void A_png_without_telling_words_stays_unknown()
    {
        InspectedFile file = Inspect("data/0001.png", MadeFiles.Png(1));

        Assert.Equal((FileRole.Image, null, null), (file.File.Role, file.Image!.Modality, file.Image.Area));
        Assert.DoesNotContain(file.Detections, detection => detection.What is "modality" or "area");
    }

    [Theory]
    [InlineData("chest_xray/0001.png", "xray", "chest")]
    [InlineData("archive.zip!/Mammography/a.png", "mammography", "breast")]
    [InlineData("CT/1.png", "ct", null)]
    [InlineData("give_us_more/1.png", null, null)]
    [InlineData("рентген лёгких/1.png", "cxr", "chest")]
    [InlineData("set/masks/1.png", "seg", null)]
    public void Words_of_folders_are_evidence(string path, string? modality, string? area)
    {
        InspectedFile file = Inspect(path, MadeFiles.Png(1));

        Assert.Equal((modality, area), (file.Image!.Modality, file.Image.Area));
    }

    [Theory]
    [InlineData("x/train/1.png", "train")]
    [InlineData("x/imagesTs/1.png", "test")]
    [InlineData("x/Validation/a/1.png", "val")]
    [InlineData("x/trains/1.png", null)]
    [InlineData("train.png", null)]
    public void Partitions_are_read_from_whole_folder_names(string path, string? split) =>
        Assert.Equal(split, Inspect(path, MadeFiles.Png(1)).Image!.Split);

    [Theory]
    [InlineData("patient00001/study2/view1.png", "patient00001", "patient00001/study2")]
    [InlineData("sub-01/ses-02/anat/x.png", "sub-01", "sub-01/ses-02")]
    [InlineData("patients/1.png", null, null)]
    public void Patients_are_read_from_folders_that_name_them(string path, string? patient, string? study)
    {
        ImageFact image = Inspect(path, MadeFiles.Png(1)).Image!;

        Assert.Equal((patient, study), (image.PatientKey, image.StudyKey));
    }

    [Theory]
    [InlineData("a.csv", "id,label\n1,x\n2,y\n3,z\n", FileRole.Table)]
    [InlineData("README.md", "This is a text that explains the set.\n", FileRole.Document)]
    [InlineData("a.json", "{\"a\": 1}", FileRole.Document)]
    public void Every_file_has_one_role(string path, string text, FileRole role)
    {
        InspectedFile file = Inspect(path, Encoding.UTF8.GetBytes(text));

        Assert.Equal(role, file.File.Role);
        Assert.Null(file.Image);
    }

    [Fact]
    public void A_broken_image_is_refused_with_a_code_and_keeps_its_hash()
    {
        byte[] half = MadeFiles.CtSlice("P1", "1.2.3", 1, 0)[..300];

        InspectedFile file = Inspect("broken.dcm", half);

        Assert.Equal(FileRole.Refused, file.File.Role);
        Assert.Matches("^[A-Z_]+$", file.File.RefusalCode);
        Assert.NotEmpty(file.File.RefusalMessage!);
        Assert.Equal(64, file.File.Sha256!.Length);
    }

    private static InspectedFile Inspect(string path, byte[] bytes)
    {
        using ByteSource source = ByteSource.Of(bytes);
        return Inspector.Inspect(source, path, null, TestContext.Current.CancellationToken);
    }
}
