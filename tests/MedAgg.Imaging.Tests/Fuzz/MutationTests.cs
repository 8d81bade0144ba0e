using System.Globalization;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;
using MedAgg.Imaging.Nifti;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;
using MedAgg.Imaging.Rendering;

namespace MedAgg.Imaging.Tests.Fuzz;

/// <summary>
/// Seeded mutations of good files: whatever the bytes, the readers answer. <c>./medagg test --long</c> reads 100,000 of them; MEDAGG_FUZZ sets another number,
/// MEDAGG_FUZZ_SEED another start, for nights.
/// </summary>
public sealed class MutationTests
{
    private static readonly ImagingLimits Small = ImagingLimits.Default with { MaxImagePixels = 4_000_000, MaxPixelBytes = 16 << 20, MaxEntryBytes = 16 << 20, MaxDicomElements = 20_000, MaxDicomFrames = 2_000, MaxVolumeVoxels = 4_000_000 };

    private const int Shares = 4;
    private const int ShortRun = 6_000;
    private const int LongRun = 100_000;

    private static readonly string[] Names = ["a.dcm", "a.nii", "a.nii.gz", "a.png", "a.tif", "a.nrrd", "a.mha", "a", "a.jpg", "a.hdr", "a.bmp"];

    private static int Inputs =>
        Number("MEDAGG_FUZZ") ?? (Environment.GetEnvironmentVariable("MEDAGG_TEST_LONG") == "1" ? LongRun : ShortRun);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_files_never_throw(int share)
    {
        int seed = ((Number("MEDAGG_FUZZ_SEED") ?? 0) * Shares) + share;
        int inputs = Inputs / Shares;
        Random random = new(seed);
        List<byte[]> good = [.. Seeds.All()];
        List<ImageFacts> series = [];
        int read = 0;
        for (int i = 0; i < inputs; i++)
        {
            byte[] bytes = Mutate(good[random.Next(good.Count)], random);
            if (random.Next(4) == 0)
                bytes = Mutate(bytes.Length == 0 ? good[0] : bytes, random);
            if (Exercise(bytes, Names[random.Next(Names.Length)], $"seed {seed} input {i}") is not { } facts)
                continue;
            read++;
            series.Add(facts);
            if (series.Count == 40)
                Stack(series, $"seed {seed} up to input {i}");
        }
        Assert.InRange(read, 1, inputs - 1);
    }

    [Fact]
    public void Every_seed_is_a_good_file()
    {
        int index = 0;
        foreach (byte[] seed in Seeds.All())
        {
            FileReading reading = ImageReaders.Inspect(ByteSource.Of(seed), "a", Small, _ => ByteSource.Of(new byte[48]), CancellationToken.None);
            Assert.True(reading.Facts is not null, $"Seed {index} is {reading.Kind}: {reading.Refusal}");
            index++;
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) ? wanted : null;

    /// <summary>Groups what was read and writes what stacks.</summary>
    private static void Stack(List<ImageFacts> series, string where)
    {
        try
        {
            SliceFacts[] slices = [.. series.Select((facts, i) => SliceFacts.Of(i.ToString(CultureInfo.InvariantCulture), facts) with { SeriesInstanceUid = "1", PatientId = "P" })];
            foreach (SeriesVolume volume in SeriesGeometry.Group(slices).SelectMany(group => group.Volumes))
                _ = NiftiWriter.Write(Stream.Null, volume, key => series[int.Parse(key, CultureInfo.InvariantCulture)], (key, _) => Plane(volume, series[int.Parse(key, CultureInfo.InvariantCulture)]), CancellationToken.None);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{where}: {e.GetType().Name} {e.Message}", e);
        }
        series.Clear();
    }

    private static Reading<PixelArray> Plane(SeriesVolume volume, ImageFacts facts)
    {
        PixelType type = facts.BitsAllocated switch { <= 8 => PixelType.U8, <= 16 => PixelType.U16, _ => PixelType.U32 };
        long bytes = (long)volume.Rows * volume.Columns * type.SizeBytes();
        return bytes > 1 << 20 ? new Refusal(Codes.PixelsTooLarge, "Too large for a test.") : new PixelArray([volume.Rows, volume.Columns], type, new byte[bytes]);
    }

    /// <summary>The facts, where some were read.</summary>
    private static ImageFacts? Exercise(byte[] bytes, string name, string where)
    {
        try
        {
            using ByteSource source = ByteSource.Of(bytes);
            OpenSibling siblings = wanted => wanted.Length % 2 == 0 ? ByteSource.Of(bytes) : null;
            FileReading reading = ImageReaders.Inspect(source, name, Small, siblings, CancellationToken.None);
            Assert.True(reading.Refusal is null || (reading.Refusal.Code.Length > 3 && reading.Refusal.Message.Length >= 10));
            if (reading.Kind == FileKind.Dicom)
                _ = ImageReaders.ReadDicomFields(source, reading, Small, CancellationToken.None);
            if (reading.Facts is not { } facts)
                return null;
            Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, null, Small, siblings, CancellationToken.None);
            _ = ImageReaders.ReadPixels(source, reading, 1, Small, siblings, CancellationToken.None);
            if (pixels.IsRead)
                Assert.Equal(pixels.Value.Shape.Aggregate(1L, (a, b) => a * b) * pixels.Value.Type.SizeBytes(), pixels.Value.Bytes.LongLength);
            Reading<DisplayImage> preview = Preview.Render(source, reading, PreviewOptions.Default with { MaxSide = 64 }, Small, siblings, CancellationToken.None);
            if (preview.IsRead)
                PngWriter.Write(Stream.Null, preview.Value);
            return facts;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{where}, {name}: {e.GetType().Name} {e.Message}", e);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        if (bytes.Length == 0)
            return bytes;
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
