using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Dicom;

/// <summary>Cells that do not fill bytes (PS3.5 section 8.1.1 and annex D).</summary>
public sealed class PackedPixelsTests
{
    [Fact]
    public void Twelve_bit_cells_follow_each_other_without_gap()
    {
        byte[] bits = [0x23, 0x61, 0x45, 0x89, 0xC7, 0xAB, .. new byte[12]];
        byte[] file = TestDicom.Bytes(TestDicom.Slice().Number("BitsAllocated", 12).Pixels(bits, true));
        Assert.Equal([0x123, 0x456, 0x789, 0xABC], Read(file).Values<ushort>()[..4].ToArray());
    }

    [Fact]
    public void One_bit_cells_begin_with_the_lowest_bit()
    {
        byte[] file = TestDicom.Bytes(TestDicom.Slice().Number("BitsAllocated", 1).Number("BitsStored", 1).Number("HighBit", 0).Pixels([0b0000_0101, 0b0000_1000], false));
        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1], Read(file).Bytes);
    }

    private static PixelArray Read(byte[] file)
    {
        Reading<PixelArray> read = ImageReaders.ReadPixels(ByteSource.Of(file), TestDicom.Inspect(file), null, ImagingLimits.Default, CancellationToken.None);
        Assert.True(read.IsRead, read.Refusal?.ToString());
        return read.Value;
    }
}
