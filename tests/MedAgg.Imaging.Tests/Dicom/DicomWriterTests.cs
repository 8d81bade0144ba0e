using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Dicom;

public sealed class DicomWriterTests
{
    [Fact]
    public void Written_file_reads_back_with_the_same_facts()
    {
        FileReading reading = TestDicom.Inspect(TestDicom.Bytes(TestDicom.Slice(7, 12.5)));
        Assert.Equal(FileKind.Dicom, reading.Kind);
        Assert.Empty(reading.Warnings);
        Assert.Null(reading.Refusal);
        ImageFacts facts = reading.Facts!;
        Assert.Equal((4, 3, 16, 12), (facts.Columns, facts.Rows, facts.BitsAllocated, facts.BitsStored));
        Assert.Equal(new SpacingMm(0.5, 0.25, null), facts.Spacing);
        Assert.Equal(7, facts.Dicom!.InstanceNumber);
        Assert.Equal([0, 0, 12.5], facts.Dicom.ImagePositionPatient!);
        Assert.Equal(TransferSyntax.ExplicitLittleEndian, facts.TransferSyntax);
        Assert.Equal(["ORIGINAL", "PRIMARY", "AXIAL"], facts.Dicom.ImageType);
    }

    [Fact]
    public void Written_pixels_read_back_as_stored()
    {
        byte[] bytes = TestDicom.Bytes(TestDicom.Slice());
        Reading<PixelArray> pixels = ImageReaders.ReadPixels(ByteSource.Of(bytes), TestDicom.Inspect(bytes), null, ImagingLimits.Default, CancellationToken.None);
        Assert.Equal([3, 4], pixels.Value!.Shape);
        Assert.Equal(PixelType.U16, pixels.Value.Type);
        Assert.Equal((0, 11), pixels.Value.Range());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], pixels.Value.Values<ushort>().ToArray());
    }

    [Theory]
    [InlineData("Кузнецов^Пётр")]
    [InlineData("Müller^Jürgen")]
    [InlineData("王^小東")]
    public void Text_of_any_script_survives(string name)
    {
        byte[] bytes = TestDicom.Bytes(TestDicom.Slice().Text("PatientName", name));
        FileReading reading = TestDicom.Inspect(bytes);
        Assert.Equal("ISO_IR 192", reading.Facts!.Dicom!.SpecificCharacterSet);
        Assert.Equal(name, ImageReaders.ReadDicomFields(ByteSource.Of(bytes), reading, ImagingLimits.Default, CancellationToken.None).Value!["PatientName"]);
    }

    [Fact]
    public void Unknown_keyword_is_refused_at_once() =>
        Assert.Throws<ArgumentException>(() => new DicomWriter().Text("PatientNaem", "x"));
}
