using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Numpy;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Numpy;

public sealed class NpyLayoutTests
{
    [Theory]
    [InlineData("(7, 28, 30)", 7, 1, 28, 30, 1, false)]
    [InlineData("(7, 2, 3)", 7, 1, 2, 3, 1, false)]
    [InlineData("(7, 28, 30, 1)", 7, 1, 28, 30, 1, false)]
    [InlineData("(7, 28, 30, 3)", 7, 1, 28, 30, 3, false)]
    [InlineData("(7, 3, 28, 30)", 7, 1, 28, 30, 3, true)]
    [InlineData("(7, 1, 28, 30)", 7, 1, 28, 30, 1, true)]
    [InlineData("(7, 28, 29, 30)", 7, 28, 29, 30, 1, false)]
    [InlineData("(7, 28, 29, 30, 1)", 7, 28, 29, 30, 1, false)]
    public void Shapes_are_read_as_pictures(string shape, long items, int slices, int rows, int columns, int channels, bool isChannelFirst) =>
        Assert.Equal(new NpyLayout(items, slices, rows, columns, channels, isChannelFirst), NpyLayout.Of(Header(shape)));

    [Theory]
    [InlineData("()")]
    [InlineData("(7,)")]
    [InlineData("(7, 1)")]
    [InlineData("(0, 28, 28)")]
    [InlineData("(7, 0, 28)")]
    public void Shapes_that_are_no_pictures_are_none(string shape) => Assert.Null(NpyLayout.Of(Header(shape)));

    [Fact]
    public void Planes_of_channels_are_put_beside_each_other()
    {
        byte[] values = [.. Enumerable.Range(0, 3 * 25).Select(i => (byte)i)];
        using ByteSource source = ByteSource.Of(MadeArray.Of("|u1", "(1, 3, 5, 5)", values));

        FileReading reading = ImageReaders.Inspect(source, "x_images.npy", ImagingLimits.Default, TestContext.Current.CancellationToken);
        PixelArray pixels = ImageReaders.ReadPixels(source, reading, 0, ImagingLimits.Default, TestContext.Current.CancellationToken).Value!;

        Assert.Equal((FileKind.Other, Subkind.Npy, 5, 5, 3, 1), (reading.Kind, reading.Subkind, reading.Facts!.Columns, reading.Facts.Rows, reading.Facts.SamplesPerPixel, reading.Facts.Frames));
        Assert.Equal([5, 5, 3], pixels.Shape);
        Assert.Equal([0, 25, 50, 1, 26, 51], pixels.Bytes.Take(6).Select(value => (int)value));
    }

    [Fact]
    public void An_array_whose_head_lies_is_refused_at_the_door()
    {
        using ByteSource source = ByteSource.Of(MadeArray.Of("|u1", "(9, 28, 28)", new byte[28 * 28]));
        FileReading reading = ImageReaders.Inspect(source, "x_images.npy", ImagingLimits.Default, TestContext.Current.CancellationToken);
        Assert.Equal("ARRAY_TRUNCATED", reading.Refusal!.Code);
    }

    private static NpyHeader Header(string shape)
    {
        using ByteSource source = ByteSource.Of(MadeArray.Of("|u1", shape, new byte[7 * 30 * 30 * 30]));
        return NpyHeader.Read(source, "a").Value!;
    }
}
