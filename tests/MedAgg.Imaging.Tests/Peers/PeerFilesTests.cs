using System.Security.Cryptography;
using System.Text.Json;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Tests.Conformance;

namespace MedAgg.Imaging.Tests.Peers;

/// <summary>What other libraries write comes back value by value.</summary>
public sealed class PeerFilesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("pydicom", PeerFiles.Dicom, 33)]
    [InlineData("nibabel", PeerFiles.Volumes, 25)]
    [InlineData("Pillow", PeerFiles.Pictures, 52)]
    public void Values_are_those_that_were_written(string peer, string script, int least)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-test-");
        try
        {
            IReadOnlyList<JsonElement>? lines = PeerFiles.Make(script, folder.FullName);
            Assert.SkipWhen(lines is null, $"{peer} is not installed.");
            List<string> wrong = [];
            foreach (JsonElement line in lines)
            {
                string path = line.GetProperty("path").GetString()!;
                if (Differs(Path.Combine(folder.FullName, path), line) is { } how)
                    wrong.Add($"{path}: {how}, {peer} {line}");
            }
            wrong.ForEach(output.WriteLine);
            Assert.Empty(wrong);
            Assert.True(lines.Count >= least, $"Only {lines.Count} files were compared.");
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string? Differs(string file, JsonElement line)
    {
        using ByteSource source = ByteSource.Open(file);
        FileReading reading = ImageReaders.Inspect(source, file, ImagingLimits.Default, SharedData.Siblings(file), CancellationToken.None);
        Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, null, ImagingLimits.Default, SharedData.Siblings(file), CancellationToken.None);
        if (!pixels.IsRead)
            return pixels.Refusal.ToString();
        string expected = $"{string.Join('x', line.GetProperty("shape").EnumerateArray())} {line.GetProperty("dtype")} {line.GetProperty("sha256")}";
        string found = $"{string.Join('x', pixels.Value.Shape)} {pixels.Value.Type.NumpyName()} {Convert.ToHexStringLower(SHA256.HashData(pixels.Value.Bytes))}";
        return found == expected ? null : found;
    }
}
