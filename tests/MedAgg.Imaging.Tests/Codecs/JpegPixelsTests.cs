using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Codecs;

/// <summary>JPEG pictures that libturbojpeg has made, read by way of libturbojpeg.</summary>
[Collection(NativeCodecCollection.Name)]
public sealed class JpegPixelsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Picture_comes_back_within_the_loss_of_its_quality(int samples)
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedTurbo();
        byte[] pixels = Gradient(40, 24, samples);
        Reading<PixelArray> read = Read(TurboEncoder.Encode(pixels, 40, 24, samples, 100), ImagingLimits.Default);
        Assert.True(read.IsRead, read.Refusal?.ToString());
        Assert.Equal(samples == 1 ? [24, 40] : [24, 40, 3], read.Value.Shape);
        int most = pixels.Zip(read.Value.Bytes, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(most, 0, 4);
    }

    [Fact]
    public void Cut_picture_is_no_crash()
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedTurbo();
        byte[] jpeg = TurboEncoder.Encode(Gradient(64, 64, 3), 64, 64, 3, 90);
        for (int length = jpeg.Length - 1; length > jpeg.Length / 2; length -= 13)
        {
            FileReading reading = TestDicom.Inspect(jpeg[..length], "a.jpg");
            Assert.True(reading.Refusal is not null || reading.Warnings.Any(w => w.Code == Codes.ImageCorrupt), $"{length} bytes passed without a word.");
        }
    }

    [Fact]
    public void Picture_is_refused_where_native_code_may_not_run()
    {
        byte[] jpeg;
        using (NativeCodecScope scope = new())
        {
            NativeCodecScope.NeedTurbo();
            jpeg = TurboEncoder.Encode(Gradient(8, 8, 1), 8, 8, 1, 90);
        }
        Assert.Equal(Codes.CodecUnsupported, Read(jpeg, ImagingLimits.Default).Refusal?.Code);
    }

    [Fact]
    public void Picture_beyond_the_limit_is_refused()
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedTurbo();
        byte[] jpeg = TurboEncoder.Encode(Gradient(64, 64, 3), 64, 64, 3, 50);
        Assert.Equal(Codes.PixelsTooLarge, Read(jpeg, new ImagingLimits { MaxPixelBytes = 12_287 }).Refusal?.Code);
    }

    private static Reading<PixelArray> Read(byte[] jpeg, ImagingLimits limits) =>
        ImageReaders.ReadPixels(ByteSource.Of(jpeg), TestDicom.Inspect(jpeg, "a.jpg"), null, limits, CancellationToken.None);

    private static byte[] Gradient(int width, int height, int samples) =>
        [.. Enumerable.Range(0, width * height * samples).Select(i => (byte)((i / samples % width * 4) + (i / samples / width) + (i % samples * 9)))];
}
