using System.Diagnostics;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Codecs;

/// <summary>Compressed DICOM frames through the converter, which also makes the files that are read here.</summary>
[Collection(NativeCodecCollection.Name)]
public sealed class GdcmCodecTests
{
    private const string JpegLossless = "1.2.840.10008.1.2.4.70";

    [Theory]
    [InlineData("--jpeg", JpegLossless)]
    [InlineData("--jpegls", "1.2.840.10008.1.2.4.80")]
    [InlineData("--j2k", "1.2.840.10008.1.2.4.90")]
    public void Lossless_frames_come_back_as_they_were(string coding, string transferSyntax)
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedGdcm();
        byte[] native = TestDicom.Bytes(Picture());
        byte[] packed = Convert(native, coding);
        FileReading reading = TestDicom.Inspect(packed);
        Assert.Equal(transferSyntax, reading.Facts!.TransferSyntax);
        Assert.Equal(Pixels(native, null).Value!.Bytes, Pixels(packed, null).Value!.Bytes);
    }

    [Fact]
    public void One_frame_of_several_is_read_alone()
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedGdcm();
        byte[] native = TestDicom.Bytes(Picture(frames: 3));
        byte[] packed = Convert(native, "--jpegls");
        Assert.Equal(Pixels(native, 1).Value!.Bytes, Pixels(packed, 1).Value!.Bytes);
        Assert.NotEqual(Pixels(packed, 0).Value!.Bytes, Pixels(packed, 1).Value!.Bytes);
    }

    [Fact]
    public void Damaged_stream_is_refused_and_leaves_no_folder()
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedGdcm();
        byte[] packed = TestDicom.Bytes(Picture().Fragments(JpegLossless, [[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6, 7, 8]]));
        Reading<PixelArray> pixels = Pixels(packed, null);
        Assert.Equal(Codes.DicomImageInvalid, pixels.Refusal?.Code);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "medagg-codec-*"));
    }

    [Fact]
    public void Cancelled_decoding_throws_and_leaves_no_folder()
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedGdcm();
        byte[] packed = Convert(TestDicom.Bytes(Picture()), "--j2k");
        FileReading reading = TestDicom.Inspect(packed);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ImageReaders.ReadPixels(ByteSource.Of(packed), reading, null, ImagingLimits.Default, stop.Token));
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "medagg-codec-*"));
    }

    [Fact]
    public void Decoder_that_may_have_no_memory_refuses()
    {
        using NativeCodecScope scope = new();
        NativeCodecScope.NeedGdcm();
        byte[] packed = Convert(TestDicom.Bytes(Picture()), "--j2k");
        ImagingLimits limits = new() { MaxCodecMemoryBytes = 1 << 20 };
        Assert.Equal(Codes.DicomImageInvalid, ImageReaders.ReadPixels(ByteSource.Of(packed), TestDicom.Inspect(packed), null, limits, CancellationToken.None).Refusal?.Code);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000")]
    [InlineData("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000")]
    [InlineData("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level")]
    [InlineData("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264")]
    [InlineData("1.2.840.10008.1.2.4.102.1", "Fragmentable MPEG-4 AVC/H.264")]
    [InlineData("1.2.840.10008.1.2.4.107", "HEVC/H.265")]
    [InlineData("1.2.840.10008.1.2.4.112", "JPEG XL")]
    [InlineData("1.2.840.10008.1.2.4.66", "JPEG Lossless, Hierarchical")]
    [InlineData("1.2.840.10008.1.2.7.1", "SMPTE ST 2110-20")]
    [InlineData("1.2.3.4.5", "unknown")]
    public void Syntax_without_decoder_is_refused_by_name(string transferSyntax, string name)
    {
        using NativeCodecScope scope = new();
        Refusal? refusal = Pixels(TestDicom.Bytes(Picture().Fragments(transferSyntax, [[0xFF, 0x4F, 0xFF, 0x51]])), null).Refusal;
        Assert.Equal(Codes.TransferSyntaxUnsupported, refusal?.Code);
        Assert.Contains(transferSyntax, refusal!.Message, StringComparison.Ordinal);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_without_native_code_refuses_by_name()
    {
        Refusal? refusal = Pixels(TestDicom.Bytes(Picture().Fragments(JpegLossless, [[0xFF, 0xD8, 0xFF, 0xD9]])), null).Refusal;
        Assert.Equal(Codes.TransferSyntaxUnsupported, refusal?.Code);
        Assert.Contains(JpegLossless, refusal!.Message, StringComparison.Ordinal);
    }

    /// <summary>64 × 48 of 12 bits, a gradient with a moving square.</summary>
    private static DicomWriter Picture(int frames = 1)
    {
        byte[] pixels = new byte[64 * 48 * 2 * frames];
        for (int i = 0; i < 64 * 48 * frames; i++)
        {
            int value = ((i * 7) % 4096) ^ (i / (64 * 48) * 5);
            pixels[2 * i] = (byte)value;
            pixels[(2 * i) + 1] = (byte)(value >> 8);
        }
        DicomWriter writer = TestDicom.Slice().Number("Rows", 48).Number("Columns", 64).Pixels(pixels, true);
        return frames > 1 ? writer.Number("NumberOfFrames", frames) : writer;
    }

    private static Reading<PixelArray> Pixels(byte[] file, int? frame) =>
        ImageReaders.ReadPixels(ByteSource.Of(file), TestDicom.Inspect(file), frame, ImagingLimits.Default, CancellationToken.None);

    private static byte[] Convert(byte[] file, string coding)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-test-");
        try
        {
            string from = Path.Combine(folder.FullName, "a.dcm");
            string to = Path.Combine(folder.FullName, "b.dcm");
            File.WriteAllBytes(from, file);
            using Process process = Process.Start("gdcmconv", [coding, from, to]);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return File.ReadAllBytes(to);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
