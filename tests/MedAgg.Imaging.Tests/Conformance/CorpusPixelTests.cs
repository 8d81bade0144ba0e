using System.Security.Cryptography;
using System.Text.Json;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Tests.Codecs;

namespace MedAgg.Imaging.Tests.Conformance;

/// <summary>Stored values against the hashes that two independent decoders agreed on.</summary>
[Collection(NativeCodecCollection.Name)]
public sealed class CorpusPixelTests(ITestOutputHelper output)
{
    /// <summary>One bit a pixel in JPEG 2000: the oracle's decoders answer 128 for a set bit of a one-bit code stream, which BitsStored 1 cannot hold
    /// (PS3.5 section 8.1.1); the values here are those of the same image in native form.</summary>
    private static readonly Dictionary<string, string> Disputed = new()
    {
        ["pydicom-data/liver_j2k.dcm"] = "86ceb97b138085d01b005c48e893bb4348fcdcf6a9c5c73c54d4efaa0288a1f2",
        ["pydicom-data/liver_nonbyte_aligned_j2k.dcm"] = "842dd64c92ce1a92a823bd219ae4a0796881cee25c1a507f73c0b52d37fa2e9f",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pixel_hash_of_every_dicom_file_is_the_oracle_s(bool isLossy)
    {
        using NativeCodecScope scope = new();
        if (isLossy)
            NativeCodecScope.NeedGdcm();
        List<string> wrong = [];
        Dictionary<string, int> unread = [];
        int same = 0;
        foreach ((JsonElement line, FileReading reading, string file) in CorpusTests.Corpus())
        {
            if (line.GetProperty("kind").GetString() != "dicom" || !line.TryGetProperty("pixels_trust", out JsonElement trust) || trust.GetString() != "both" || line.GetProperty("lossy").GetBoolean() != isLossy)
                continue;
            string path = line.GetProperty("path").GetString()!;
            using ByteSource source = ByteSource.Open(file);
            Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, null, ImagingLimits.Default, CancellationToken.None);
            if (pixels.Refusal is { Code: Codes.TransferSyntaxUnsupported })
            {
                string syntax = TransferSyntax.Of(reading.Facts?.TransferSyntax).Name;
                unread[syntax] = unread.GetValueOrDefault(syntax) + 1;
                continue;
            }
            JsonElement oracle = line.GetProperty("pixels");
            if (!pixels.IsRead)
            {
                wrong.Add($"{path}: {pixels.Refusal}");
                continue;
            }
            string shape = string.Join('x', pixels.Value.Shape);
            string expectedShape = string.Join('x', oracle.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32()));
            string hash = Convert.ToHexStringLower(SHA256.HashData(pixels.Value.Bytes));
            if (shape != expectedShape || pixels.Value.Type.NumpyName() != oracle.GetProperty("dtype").GetString() || hash != Disputed.GetValueOrDefault(path, oracle.GetProperty("sha256").GetString()!))
                wrong.Add($"{path}: {shape} {pixels.Value.Type.NumpyName()} {pixels.Value.Range()}, oracle {expectedShape} {oracle.GetProperty("dtype")} {oracle.GetProperty("min")} {oracle.GetProperty("max")} ({reading.Facts!.TransferSyntax} {reading.Facts.Photometric})");
            else
                same++;
        }
        foreach (string line in wrong)
            output.WriteLine(line);
        output.WriteLine($"{same} equal, not decoded here: {string.Join(", ", unread.Select(u => $"{u.Key} {u.Value}"))}");
        Assert.Empty(wrong);
        Assert.True(same >= (isLossy ? 48 : NativeCodecScope.HasGdcm ? 320 : 270), $"Only {same} files were compared.");
        if (NativeCodecScope.HasGdcm)
            Assert.Empty(unread);
    }

    [Fact]
    public void Voxel_hash_of_every_nifti_file_is_the_oracle_s()
    {
        List<string> wrong = [];
        int same = 0;
        foreach ((JsonElement line, FileReading reading, string file) in CorpusTests.Corpus())
        {
            if (!line.TryGetProperty("raw_sha256_f_order_le", out JsonElement oracle))
                continue;
            using ByteSource source = ByteSource.Open(file);
            Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, null, ImagingLimits.Default, SharedData.Siblings(file), CancellationToken.None);
            string? hash = pixels.IsRead ? Convert.ToHexStringLower(SHA256.HashData(pixels.Value.Bytes)) : pixels.Refusal.ToString();
            if (hash == oracle.GetString())
                same++;
            else
                wrong.Add($"{line.GetProperty("path")}: {hash}, oracle {oracle}");
        }
        foreach (string line in wrong)
            output.WriteLine(line);
        Assert.Empty(wrong);
        Assert.Equal(36, same);
    }

    [Fact]
    public void Pixel_hash_of_every_picture_is_the_oracle_s()
    {
        List<string> wrong = [];
        List<string> unread = [];
        int same = 0;
        foreach ((JsonElement line, FileReading reading, string file) in CorpusTests.Corpus())
        {
            if (!line.TryGetProperty("pixel_sha256", out JsonElement oracle))
                continue;
            using ByteSource source = ByteSource.Open(file);
            Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, 0, ImagingLimits.Default, CancellationToken.None);
            if (pixels.Refusal is { Code: Codes.CodecUnsupported })
            {
                unread.Add(line.GetProperty("path").GetString()!);
                continue;
            }
            byte[] bytes = pixels.IsRead ? AsPillow(pixels.Value, line.GetProperty("dtype").GetString()!) : [];
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) == oracle.GetString())
                same++;
            else
                wrong.Add($"{line.GetProperty("path")}: {(pixels.IsRead ? pixels.Value.Range() : pixels.Refusal)} {line.GetProperty("mode")} {line.GetProperty("dtype")}");
        }
        foreach (string line in wrong.Concat(unread))
            output.WriteLine(line);
        Assert.Empty(wrong);
        Assert.True(same >= 15, $"Only {same} files were compared.");
    }

    [Fact]
    public void Nifti_headers_are_the_oracle_s()
    {
        List<string> wrong = [];
        foreach ((JsonElement line, FileReading reading, _) in CorpusTests.Corpus())
        {
            if (!line.TryGetProperty("affine", out JsonElement affine) || line.GetProperty("kind").GetString() is not ("nifti" or "analyze"))
                continue;
            string path = line.GetProperty("path").GetString()!;
            NiftiFacts? nifti = reading.Facts?.Nifti;
            if (nifti is null)
            {
                wrong.Add($"{path}: {reading.Refusal}");
                continue;
            }
            if (affine.ValueKind != JsonValueKind.Array || affine.EnumerateArray().SelectMany(r => r.EnumerateArray()).Any(v => v.ValueKind != JsonValueKind.Number))
                continue; // the oracle itself has no number there
            double[] expected = [.. affine.EnumerateArray().Take(3).SelectMany(r => r.EnumerateArray()).Select(v => v.GetDouble())];
            if (!nifti.Affine.Zip(expected).All(p => Math.Abs(p.First - p.Second) < 1e-4 * Math.Max(1, Math.Abs(p.Second))))
                wrong.Add($"{path}: affine {string.Join(' ', nifti.Affine)}, oracle {string.Join(' ', expected)}");
            if (line.TryGetProperty("axcodes", out JsonElement codes) && codes.GetString() != nifti.AxisCodes)
                wrong.Add($"{path}: axes {nifti.AxisCodes}, oracle {codes}");
            if (!line.GetProperty("dim").EnumerateArray().Select(v => v.GetInt64()).SequenceEqual(nifti.Dim))
                wrong.Add($"{path}: dim {string.Join(' ', nifti.Dim)}");
            if (line.GetProperty("datatype").GetInt32() != nifti.DataType || (line.GetProperty("endianness").GetString() == ">") != (nifti.ByteOrder == ByteOrder.BigEndian))
                wrong.Add($"{path}: data type or byte order");
            if (line.GetProperty("qform_code").ValueKind == JsonValueKind.Number && line.GetProperty("qform_code").GetInt32() != nifti.QformCode)
                wrong.Add($"{path}: qform");
        }
        foreach (string line in wrong)
            output.WriteLine(line);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Extents_of_every_picture_are_the_oracle_s()
    {
        List<string> wrong = [];
        foreach ((JsonElement line, FileReading reading, _) in CorpusTests.Corpus())
        {
            if (!line.TryGetProperty("width", out JsonElement width))
                continue;
            ImageFacts? facts = reading.Facts;
            int? exif = line.TryGetProperty("exif_orientation", out JsonElement e) && e.ValueKind == JsonValueKind.Number ? e.GetInt32() : null;
            if (reading.Refusal?.Code == Codes.ImageTooLarge && width.GetInt32() == 60000)
                continue;
            if (facts is null || facts.Columns != width.GetInt32() || facts.Rows != line.GetProperty("height").GetInt32() || facts.Frames != line.GetProperty("frames").GetInt32() || facts.ExifOrientation != exif)
                wrong.Add($"{line.GetProperty("path")}: {facts?.Columns} {facts?.Rows} {facts?.Frames} {facts?.ExifOrientation} {reading.Refusal}");
        }
        foreach (string line in wrong)
            output.WriteLine(line);
        Assert.Empty(wrong);
    }

    /// <summary>Pillow shows 1-bit pictures as bool (255 for true in memory) and 16-bit grey ones as int32.</summary>
    private static byte[] AsPillow(PixelArray pixels, string dtype)
    {
        if (dtype == "bool")
            return [.. pixels.Bytes.Select(v => (byte)(v * 255))];
        if (dtype != "int32" || pixels.Type != PixelType.U16)
            return pixels.Bytes;
        int[] wide = [.. pixels.Values<ushort>().ToArray().Select(v => (int)v)];
        return System.Runtime.InteropServices.MemoryMarshal.AsBytes(wide.AsSpan()).ToArray();
    }
}
