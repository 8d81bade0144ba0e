using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;

namespace MedAgg.Imaging.Tests.Png;

public sealed class PngTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 8)]
    [InlineData(1, 16)]
    [InlineData(3, 16)]
    public void Written_picture_reads_back(int channels, int bits)
    {
        byte[] data = new byte[5 * 7 * channels * bits / 8];
        for (int i = 0; i < data.Length; i++)
            data[i] = (byte)(i * 37);
        byte[] file = Write(new DisplayImage(5, 7, channels, bits, data));
        FileReading reading = ImageReaders.Inspect(ByteSource.Of(file), "a.png", ImagingLimits.Default, CancellationToken.None);
        Assert.Empty(reading.Warnings);
        Assert.Equal((5, 7, channels, bits), (reading.Facts!.Columns, reading.Facts.Rows, reading.Facts.SamplesPerPixel, reading.Facts.BitsStored));
        PixelArray pixels = ImageReaders.ReadPixels(ByteSource.Of(file), reading, null, ImagingLimits.Default, CancellationToken.None).Value!;
        if (bits == 16)
        {
            for (int i = 0; i < data.Length; i += 2)
                (data[i], data[i + 1]) = (data[i + 1], data[i]);
        }
        Assert.Equal(data, pixels.Bytes);
    }

    [Fact]
    public void Cut_picture_is_read_with_a_warning()
    {
        byte[] file = Write(new DisplayImage(64, 64, 1, 8, [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * i))]));
        FileReading reading = ImageReaders.Inspect(ByteSource.Of(file.AsMemory(0, file.Length / 2)), "a.png", ImagingLimits.Default, CancellationToken.None);
        Assert.Contains(reading.Warnings, w => w.Code == Codes.ImageCorrupt);
        Assert.Equal(64, reading.Facts!.Columns);
    }

    [Fact]
    public void Wrong_amount_of_data_is_refused_before_anything_is_written() =>
        Assert.Throws<ArgumentException>(() => Write(new DisplayImage(4, 4, 1, 8, new byte[15])));

    private static byte[] Write(DisplayImage image)
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, image);
        return stream.ToArray();
    }
}
