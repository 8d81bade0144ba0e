using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Deidentification;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Tests.Conformance;
using MedAgg.Imaging.Tests.Dicom;

namespace MedAgg.Imaging.Tests.Deidentification;

/// <summary>Copies without identity: nothing of the patient in the bytes, every pixel as it was.</summary>
public sealed class DeidentifiedCopyTests
{
    private const string Canary = "CANARY";
    private static readonly DeidentificationOptions Options = new("CASE-7", new byte[16]);

    [Fact]
    public void Nothing_of_the_patient_is_left_in_the_bytes()
    {
        byte[] original = Identified();
        Assert.True(Count(original) > 8);
        byte[] copy = Copy(original);
        Assert.Equal(0, Count(copy));
        Assert.False(copy.AsSpan(0, 128).ContainsAnyExcept((byte)0));
        IReadOnlyDictionary<string, object> fields = Fields(copy);
        Assert.Equal(("CASE-7", "CASE-7", "", "", "YES", "REMOVED"), (fields["PatientName"], fields["PatientID"], fields["PatientBirthDate"], fields["StudyDate"], fields["PatientIdentityRemoved"], fields["LongitudinalTemporalInformationModified"]));
    }

    [Fact]
    public void Picture_and_geometry_stay()
    {
        byte[] copy = Copy(Identified());
        FileReading reading = TestDicom.Inspect(copy);
        Assert.Empty(reading.Warnings);
        ImageFacts facts = reading.Facts!;
        Assert.Equal(("CT", "CHEST", 4, 3, new SpacingMm(0.5, 0.25, null)), (facts.Dicom!.Modality, facts.Dicom.BodyPartExamined, facts.Columns, facts.Rows, facts.Spacing));
        Assert.Equal(Pixels(Identified()), Pixels(copy));
    }

    [Fact]
    public void Uids_of_a_series_change_together()
    {
        DicomFacts first = TestDicom.Inspect(Copy(TestDicom.Bytes(TestDicom.Slice(1)))).Facts!.Dicom!;
        DicomFacts second = TestDicom.Inspect(Copy(TestDicom.Bytes(TestDicom.Slice(2)))).Facts!.Dicom!;
        Assert.Equal((first.StudyInstanceUid, first.SeriesInstanceUid), (second.StudyInstanceUid, second.SeriesInstanceUid));
        Assert.NotEqual(first.SopInstanceUid, second.SopInstanceUid);
        Assert.NotEqual("2.25.3", first.SeriesInstanceUid);
        Assert.Equal(TestDicom.CtImage, first.SopClassUid);
    }

    [Fact]
    public void Burned_in_identity_is_refused()
    {
        byte[] file = TestDicom.Bytes(TestDicom.Slice().Text("BurnedInAnnotation", "YES"));
        Assert.Equal(Codes.DicomBurnedIn, DeidentifiedCopy.Write(ByteSource.Of(file), TestDicom.Inspect(file), Options, Stream.Null, ImagingLimits.Default, CancellationToken.None)?.Code);
    }

    [Fact]
    public void Files_of_the_corpus_keep_their_pixels_and_lose_their_patients()
    {
        int copied = 0;
        List<string> wrong = [];
        foreach ((_, FileReading reading, string file) in CorpusTests.Corpus())
        {
            if (reading.Kind != FileKind.Dicom || !reading.IsRead || reading.Facts!.Dicom is not { HasPixelData: true, BurnedInAnnotation: not "YES" } || file.Contains("/damage/", StringComparison.Ordinal))
                continue;
            byte[] original = File.ReadAllBytes(file);
            using MemoryStream output = new();
            if (DeidentifiedCopy.Write(ByteSource.Of(original), reading, Options, output, ImagingLimits.Default, CancellationToken.None) is not null)
                continue;
            copied++;
            byte[] copy = output.ToArray();
            FileReading again = TestDicom.Inspect(copy);
            Reading<PixelArray> before = ImageReaders.ReadPixels(ByteSource.Of(original), reading, null, ImagingLimits.Default, CancellationToken.None);
            Reading<PixelArray> after = ImageReaders.ReadPixels(ByteSource.Of(copy), again, null, ImagingLimits.Default, CancellationToken.None);
            bool isSame = before.IsRead == after.IsRead && (!before.IsRead || before.Value.Bytes.AsSpan().SequenceEqual(after.Value!.Bytes));
            if (!isSame || again.Facts?.Dicom?.PatientId != Options.Pseudonym || again.Facts.Dicom.PrivateElements > 0)
                wrong.Add($"{file}: {before.Refusal} {after.Refusal} {again.Refusal}");
        }
        Assert.Empty(wrong);
        Assert.True(copied > 300, $"Only {copied} files were copied.");
    }

    private static byte[] Identified()
    {
        byte[] file = TestDicom.Bytes(TestDicom.Slice()
            .Text("PatientName", Canary + "^A").Text("PatientID", Canary).Text("PatientBirthDate", "19630101").Text("StudyDate", "20240117").Text("BodyPartExamined", "CHEST")
            .Text("InstitutionName", Canary).Text("ReferringPhysicianName", Canary).Text("StudyDescription", Canary).Text("SeriesDescription", Canary).Text("ImageComments", Canary)
            .Text("OperatorsName", Canary).Text("DeviceSerialNumber", Canary).Text("StationName", Canary).Text("AccessionNumber", Canary).Text("PatientAddress", Canary));
        Encoding.ASCII.GetBytes(Canary).CopyTo(file, 0); // in the preamble, too
        byte[] item = DicomParserTests.Element(0x00100010, "PN", Canary);
        byte[] hidden =
        [
            .. DicomParserTests.Element(0x00290010, "LO", Canary), .. DicomParserTests.Element(0x00291010, "LO", Canary),
            0x40, 0, 0x75, 0x02, (byte)'S', (byte)'Q', 0, 0, .. BitConverter.GetBytes(item.Length + 8), 0xFE, 0xFF, 0, 0xE0, .. BitConverter.GetBytes(item.Length), .. item,
        ];
        int pixels = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]);
        return [.. file[..pixels], .. hidden, .. file[pixels..]];
    }

    private static byte[] Copy(byte[] file)
    {
        using MemoryStream output = new();
        Assert.Null(DeidentifiedCopy.Write(ByteSource.Of(file), TestDicom.Inspect(file), Options, output, ImagingLimits.Default, CancellationToken.None));
        return output.ToArray();
    }

    private static int Count(byte[] file) => Encoding.Latin1.GetString(file).Split(Canary).Length - 1;

    private static byte[] Pixels(byte[] file) => ImageReaders.ReadPixels(ByteSource.Of(file), TestDicom.Inspect(file), null, ImagingLimits.Default, CancellationToken.None).Value!.Bytes;

    private static IReadOnlyDictionary<string, object> Fields(byte[] file) => ImageReaders.ReadDicomFields(ByteSource.Of(file), TestDicom.Inspect(file), ImagingLimits.Default, CancellationToken.None).Value!;
}
