using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Rendering;
using MedAgg.Imaging.Tests.Dicom;

namespace MedAgg.Imaging.Tests.Rendering;

/// <summary>Stored values to grey by windows, functions and tables (PS3.3 section C.11); stored values of the slice count up from 0.</summary>
public sealed class GreyTableTests
{
    [Theory]
    [InlineData(null, 0, 85, 170)] // (5 - (6 - 0.5)) / (4 - 1) + 0.5 = 1/3
    [InlineData("LINEAR_EXACT", 0, 64, 128)] // (5 - 6) / 4 + 0.5 = 1/4
    [InlineData("SIGMOID", 12, 69, 128)] // 1 / (1 + e) at 5
    public void Window_function_is_that_of_the_file(string? function, byte at3, byte at5, byte at6)
    {
        DicomWriter slice = TestDicom.Slice().Number("WindowCenter", 6).Number("WindowWidth", 4);
        byte[] grey = Draw(function is null ? slice : slice.Text("VOILUTFunction", function)).Data;
        Assert.Equal([at3, at5, at6], (byte[])[grey[3], grey[5], grey[6]]);
    }

    [Fact]
    public void Inverse_photometric_turns_the_window_round()
    {
        byte[] grey = Draw(TestDicom.Slice().Number("WindowCenter", 6).Number("WindowWidth", 4).Text("PhotometricInterpretation", "MONOCHROME1")).Data;
        Assert.Equal([255, 170, 85], (byte[])[grey[3], grey[5], grey[6]]);
    }

    [Fact]
    public void Voi_table_stands_before_the_window_and_behind_a_chosen_one()
    {
        byte[] file = WithTable(0x00283010, [3, 0, 4, 0, 8, 0], [10, 0, 100, 0, 200, 0]);
        Assert.Equal([10, 10, 100, 200, 200], Picture(file, PreviewOptions.Default).Data[3..8]);
        byte[] chosen = Picture(file, PreviewOptions.Default with { Window = new DisplayWindow(6, 4) }).Data;
        Assert.Equal([85, 170], chosen[5..7]);
    }

    [Fact]
    public void Modality_table_comes_before_the_window()
    {
        byte[] file = WithTable(0x00283000, [2, 0, 0, 0, 16, 0], [0, 0, 6, 0]);
        byte[] grey = Picture(file, PreviewOptions.Default with { Window = new DisplayWindow(6, 4) }).Data;
        Assert.Equal([0, 170, 170], grey[..3]);
    }

    [Fact]
    public void Segmented_palette_is_unrolled()
    {
        // 1 discrete value 5, a ramp of 3 up to 20, then both once more.
        ushort[] words = [0, 1, 5, 1, 3, 20, 2, 2, 0, 0];
        Assert.Equal([5, 10, 15, 20, 5, 10, 15, 20], SegmentedPalette.Expand(words, 8)!);
        Assert.Null(SegmentedPalette.Expand(words, 9));
        Assert.Null(SegmentedPalette.Expand([1, 3, 20], 3));
    }

    [Theory]
    [InlineData(1, new byte[] { 1, 2, 3, 4, 5, 6 }, 3)]
    [InlineData(2, new byte[] { 3, 2, 1, 6, 5, 4 }, 3)]
    [InlineData(3, new byte[] { 6, 5, 4, 3, 2, 1 }, 3)]
    [InlineData(4, new byte[] { 4, 5, 6, 1, 2, 3 }, 3)]
    [InlineData(5, new byte[] { 1, 4, 2, 5, 3, 6 }, 2)]
    [InlineData(6, new byte[] { 4, 1, 5, 2, 6, 3 }, 2)]
    [InlineData(7, new byte[] { 6, 3, 5, 2, 4, 1 }, 2)]
    [InlineData(8, new byte[] { 3, 6, 2, 5, 1, 4 }, 2)]
    public void Exif_orientation_is_undone(int orientation, byte[] expected, int width)
    {
        DisplayImage turned = PictureSize.Upright(new DisplayImage(3, 2, 1, 8, [1, 2, 3, 4, 5, 6]), orientation);
        Assert.Equal(expected, turned.Data);
        Assert.Equal(width, turned.Width);
    }

    private static DisplayImage Draw(DicomWriter slice) => Picture(TestDicom.Bytes(slice), PreviewOptions.Default);

    private static DisplayImage Picture(byte[] file, PreviewOptions options)
    {
        Reading<DisplayImage> picture = Preview.Render(ByteSource.Of(file), TestDicom.Inspect(file), options, ImagingLimits.Default, null, CancellationToken.None);
        Assert.True(picture.IsRead, picture.Refusal?.ToString());
        return picture.Value;
    }

    private static byte[] WithTable(uint sequence, byte[] descriptor, byte[] data)
    {
        byte[] item = [.. DicomParserTests.Element(0x00283002, "US", descriptor), .. DicomParserTests.Element(0x00283006, "US", data)];
        byte[] table =
        [
            (byte)(sequence >> 16), (byte)(sequence >> 24), (byte)sequence, (byte)(sequence >> 8), (byte)'S', (byte)'Q', 0, 0, .. BitConverter.GetBytes(item.Length + 8),
            0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(item.Length), .. item,
        ];
        byte[] file = TestDicom.Bytes(TestDicom.Slice());
        int pixels = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]);
        return [.. file[..pixels], .. table, .. file[pixels..]];
    }
}
