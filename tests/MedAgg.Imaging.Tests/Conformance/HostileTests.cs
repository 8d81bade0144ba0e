using System.Diagnostics;
using System.Text.Json;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Conformance;

/// <summary>The readers against hostile files: nothing throws, everything ends, every verdict is acceptable.</summary>
public sealed class HostileTests(ITestOutputHelper output)
{
    /// <summary>The values of limits-test.json that concern images.</summary>
    internal static readonly ImagingLimits Limits = new()
    {
        MaxEntryBytes = 67_108_864,
        MaxImagePixels = 100_000_000,
        MaxImageMetadataBytes = 16_777_216,
        MaxImageFrames = 10_000,
        MaxDicomValueBytesNonpixel = 16_777_216,
        MaxDicomElements = 50_000,
        MaxDicomSequenceDepth = 64,
        MaxDicomFrames = 100_000,
        MaxVolumeVoxels = 1_000_000_000,
        MaxPixelBytes = 256 << 20,
    };

    [Theory]
    [InlineData("dicom", 145, false)]
    [InlineData("dicom", 145, true)]
    [InlineData("volumes", 76, false)]
    [InlineData("volumes", 76, true)]
    [InlineData("images", 66, false)]
    [InlineData("images", 66, true)]
    public void Verdict_of_every_hostile_file_is_acceptable(string group, int count, bool withPixels)
    {
        string root = SharedData.Folder("hostile", "files");
        List<string> wrong = [];
        List<JsonElement> lines = SharedData.Lines(Path.Combine(root, group, "manifest.jsonl"));
        foreach (JsonElement line in lines)
        {
            string file = Path.Combine(root, line.GetProperty("file").GetString()!);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Stopwatch watch = Stopwatch.StartNew();
            (string verdict, string code) = Judge(file, withPixels);
            string[] acceptable = [.. line.GetProperty("acceptable").EnumerateArray().Select(a => a.GetString()!)];
            if (!acceptable.Contains(verdict))
                wrong.Add($"{line.GetProperty("file")}: {verdict} {code}, acceptable {string.Join('/', acceptable)}");
            if (watch.Elapsed.TotalSeconds > 5)
                output.WriteLine($"slow {line.GetProperty("file")}: {watch.Elapsed}");
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > 402_653_184)
                wrong.Add($"{line.GetProperty("file")}: allocated {allocated >> 20} MiB");
        }
        foreach (string line in wrong)
            output.WriteLine(line);
        Assert.Equal(count, lines.Count);
        Assert.Empty(wrong);
    }

    private static (string Verdict, string Code) Judge(string file, bool withPixels)
    {
        using ByteSource source = ByteSource.Open(file);
        FileReading reading = ImageReaders.Inspect(source, file, Limits, SharedData.Siblings(file), CancellationToken.None);
        if (reading.Refusal is { } refusal)
            return ("reject", refusal.Code);
        if (withPixels && reading.Facts is not null)
        {
            Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, null, Limits, SharedData.Siblings(file), CancellationToken.None);
            // A codec that is not at hand says nothing about the file.
            if (pixels.Refusal is { } r && r.Code is not (Codes.TransferSyntaxUnsupported or Codes.CodecUnsupported or Codes.PixelsTooLarge))
                return ("reject", r.Code);
            if (pixels.Warnings.Count > 0)
                return ("accept-with-warning", pixels.Warnings[0].Code);
        }
        return reading.Warnings.Count > 0 ? ("accept-with-warning", reading.Warnings[0].Code) : ("accept", "");
    }
}
