using System.Globalization;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;

namespace MedAgg.Imaging.Tests.Fuzz;

/// <summary>Seeded mutations of good files: whatever the bytes, the readers answer. MEDAGG_FUZZ sets the number of inputs for long runs.</summary>
public sealed class MutationTests
{
    private static readonly ImagingLimits Small = ImagingLimits.Default with { MaxImagePixels = 4_000_000, MaxPixelBytes = 16 << 20, MaxEntryBytes = 16 << 20, MaxDicomElements = 20_000, MaxDicomFrames = 2_000, MaxVolumeVoxels = 4_000_000 };

    private static readonly string[] Names = ["a.dcm", "a.nii", "a.nii.gz", "a.png", "a.tif", "a.nrrd", "a.mha", "a", "a.jpg"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_files_never_throw(int seed)
    {
        int inputs = int.TryParse(Environment.GetEnvironmentVariable("MEDAGG_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) ? wanted / 4 : 1500;
        Random random = new(seed);
        List<byte[]> good = [.. Seeds.All()];
        int read = 0;
        for (int i = 0; i < inputs; i++)
        {
            byte[] bytes = Mutate(good[random.Next(good.Count)], random);
            read += Exercise(bytes, Names[random.Next(Names.Length)], $"seed {seed} input {i}") ? 1 : 0;
        }
        Assert.InRange(read, 1, inputs - 1);
    }

    /// <summary>True when facts were read.</summary>
    private static bool Exercise(byte[] bytes, string name, string where)
    {
        try
        {
            using ByteSource source = ByteSource.Of(bytes);
            FileReading reading = ImageReaders.Inspect(source, name, Small, CancellationToken.None);
            Assert.True(reading.Refusal is null || (reading.Refusal.Code.Length > 3 && reading.Refusal.Message.Length >= 10));
            if (reading.Kind == FileKind.Dicom)
                _ = ImageReaders.ReadDicomFields(source, reading, Small, CancellationToken.None);
            if (reading.Facts is null)
                return false;
            Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, null, Small, CancellationToken.None);
            if (pixels.IsRead)
                Assert.Equal(pixels.Value.Shape.Aggregate(1L, (a, b) => a * b) * pixels.Value.Type.SizeBytes(), pixels.Value.Bytes.LongLength);
            Reading<DisplayImage> preview = Preview.Render(source, reading, 64, Small, CancellationToken.None);
            if (preview.IsRead)
                PngWriter.Write(Stream.Null, preview.Value);
            return true;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{where}, {name}: {e.GetType().Name} {e.Message}", e);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        switch (random.Next(5))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                int from = random.Next(bytes.Length);
                int count = random.Next(1, 64);
                return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + count)..]];
            case 2:
                byte[] extra = new byte[random.Next(1, 64)];
                random.NextBytes(extra);
                int at = random.Next(bytes.Length);
                return [.. bytes[..at], .. extra, .. bytes[at..]];
            default:
                // Mostly in the head, where lengths and extents stand.
                for (int i = random.Next(1, 12); i > 0; i--)
                    bytes[random.Next(random.Next(4) > 0 ? Math.Min(bytes.Length, 600) : bytes.Length)] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
                return bytes;
        }
    }
}
