using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;

namespace MedAgg.Imaging.Tests.Geometry;

/// <summary>Frames of enhanced multi-frame files in space, from functional groups written byte by byte.</summary>
public sealed class EnhancedFramesTests
{
    [Theory]
    [InlineData(new double[] { 0, 2, 4, 6 }, "3d", 2.0)]
    [InlineData(new double[] { 6, 0, 4, 2 }, "3d", 2.0)]
    [InlineData(new double[] { 0, 2.5, 5, 0, 2.5, 5 }, "4d", 2.5)]
    public void Frames_stack_along_their_normal(double[] z, string expected, double spacing)
    {
        ImageFacts facts = Read(z);
        Assert.Equal(z, facts.Dicom!.FrameGeometry.Select(f => f.Position[2]));
        Assert.Equal(spacing, facts.Spacing!.Value.Slice);
        Assert.Equal(expected, Assert.Single(SeriesGeometry.Group([SliceFacts.Of("a", facts)])).Dimensionality.Name());
    }

    [Theory]
    [InlineData(new double[] { 3, 3, 3 }, "cine")]
    [InlineData(new double[] { 3, 6 }, "2d-multiview")]
    public void Frames_at_one_or_two_places_form_no_stack(double[] z, string expected)
    {
        ImageFacts facts = Read(z);
        Assert.Null(FrameStack.Of(facts.Dicom!.FrameGeometry));
        Assert.Equal(expected, Assert.Single(SeriesGeometry.Group([SliceFacts.Of("a", facts)])).Dimensionality.Name());
    }

    [Fact]
    public void Files_of_frames_at_the_same_places_are_4d_together()
    {
        SliceFacts first = SliceFacts.Of("a", Read([0, 2, 4])) with { SopInstanceUid = "1", AcquisitionNumber = 1 };
        SeriesVolume volume = Assert.Single(Assert.Single(SeriesGeometry.Group([first with { Key = "b", SopInstanceUid = "2", AcquisitionNumber = 2, InstanceNumber = 2 }, first])).Volumes);
        Assert.Equal(2, volume.TimePoints);
        Assert.Equal(["a", "a", "a", "b", "b", "b"], volume.Keys);
        Assert.Equal([0, 1, 2, 0, 1, 2], volume.Frames);
    }

    [Fact]
    public void Offsets_of_a_dose_grid_are_places_of_its_frames()
    {
        byte[] file = TestDicom.Bytes(TestDicom.Slice().Text("Modality", "RTDOSE").Number("NumberOfFrames", 4).Number("GridFrameOffsetVector", 0, 2.5, 5, 7.5).Number("ImagePositionPatient", 1, 2, 30).Pixels(new byte[96], true));
        ImageFacts facts = TestDicom.Inspect(file).Facts!;
        Assert.Equal([30, 32.5, 35, 37.5], facts.Dicom!.FrameGeometry.Select(f => f.Position[2]));
        Assert.Equal("3d", Assert.Single(SeriesGeometry.Group([SliceFacts.Of("a", facts)])).Dimensionality.Name());
    }

    [Fact]
    public void Missing_frame_leaves_no_geometry() => Assert.Empty(Read([0, 1, 2], declared: 4).Dicom!.FrameGeometry);

    private static ImageFacts Read(double[] z, int? declared = null)
    {
        int frames = declared ?? z.Length;
        byte[] file = TestDicom.Bytes(TestDicom.Slice().Text("Modality", "MR").Number("NumberOfFrames", frames).Pixels(new byte[24 * frames], true));
        byte[] shared = Sequence(0x52009229, Sequence(0x00209116, Element(0x00200037, "DS", "1\\0\\0\\0\\1\\0")));
        byte[] perFrame = Sequence(0x52009230, [.. z.Select(at => Sequence(0x00209113, Element(0x00200032, "DS", string.Create(CultureInfo.InvariantCulture, $"0\\0\\{at}"))))]);
        int pixels = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]);
        return TestDicom.Inspect([.. file[..pixels], .. shared, .. perFrame, .. file[pixels..]]).Facts!;
    }

    private static byte[] Sequence(uint tag, params byte[][] items) =>
        [.. Head(tag, "SQ"), 0, 0, .. Length(items.Sum(i => i.Length + 8)), .. items.SelectMany(i => (byte[])[0xFE, 0xFF, 0x00, 0xE0, .. Length(i.Length), .. i])];

    private static byte[] Element(uint tag, string vr, string value)
    {
        byte[] text = Encoding.ASCII.GetBytes(value.Length % 2 == 0 ? value : value + " ");
        return [.. Head(tag, vr), (byte)text.Length, 0, .. text];
    }

    private static byte[] Head(uint tag, string vr)
    {
        byte[] head = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), (ushort)tag);
        return [.. head, .. Encoding.ASCII.GetBytes(vr)];
    }

    private static byte[] Length(int length)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }
}
