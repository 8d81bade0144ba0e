using System.Globalization;
using System.Text.Json;
using MedAgg.Testing;

namespace MedAgg.Web.Tests.Features.Inspection;

/// <summary>The command's own output over the shared corpora, against their oracles.</summary>
public sealed class InspectConformanceTests(ITestOutputHelper output)
{
    /// <summary>Where the product differs from the oracle, and why, is written in docs/decisions/0012-imaging-disagreements.md.</summary>
    private static readonly HashSet<string> Disputed =
        ["pydicom-data/liver_j2k.dcm", "pydicom-data/liver_nonbyte_aligned_j2k.dcm", "pydicom-data/emri_small_jpeg_2k_lossless_too_short.dcm"];

    private const long MostGrowth = 384L << 20;
    private static readonly TimeSpan MostPerFile = TimeSpan.FromSeconds(10);

    [Fact]
    public void Every_file_of_the_corpus_is_what_its_oracle_says()
    {
        string root = Shared("corpus");
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gdcmconv"))), "gdcmconv (Debian: libgdcm-tools) is not installed.");
        Terminal run = Terminal.Run("inspect", "--jsonl", "--pixels", "--jobs", "2", root);
        Assert.Equal(0, run.ExitCode);
        Dictionary<string, JsonElement> lines = run.Lines.ToDictionary(line => Path.GetRelativePath(root, line.GetProperty("path").GetString()!));
        List<string> wrong = [];
        int kinds = 0;
        int hashes = 0;
        foreach (JsonElement oracle in File.ReadLines(Path.Combine(root, "oracle.jsonl")).Select(text => JsonDocument.Parse(text).RootElement))
        {
            string path = Text(oracle, "path")!;
            JsonElement line = lines[path];
            foreach (string name in new[] { "kind", "sha256", "size" })
            {
                if (Plain(oracle.GetProperty(name)) != Plain(line.GetProperty(name)))
                    wrong.Add($"{path} {name}: {line.GetProperty(name)}, oracle {oracle.GetProperty(name)}");
            }

            kinds++;
            if (!path.StartsWith("derived/damage/", StringComparison.Ordinal) && Text(oracle, "kind") == "dicom" && !Disputed.Contains(path))
                wrong.AddRange(Header(oracle, line).Select(what => $"{path} {what}"));
            if (PixelHash(oracle) is not { } hash || Disputed.Contains(path))
                continue;
            hashes++;
            if (!line.TryGetProperty("pixels", out JsonElement pixels) || Text(pixels, "sha256") != hash)
                wrong.Add($"{path} pixels: {(line.TryGetProperty("pixels", out pixels) ? pixels : line)}, oracle {hash}");
        }

        wrong.ForEach(output.WriteLine);
        output.WriteLine($"{kinds} kinds, {hashes} pixel and voxel hashes");
        Assert.Equal(734, kinds);
        Assert.True(hashes >= 319 + 48 + 36, $"Only {hashes} hashes were compared.");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("dicom", 145)]
    [InlineData("volumes", 76)]
    [InlineData("images", 66)]
    [InlineData("tables", 63)]
    public void Every_hostile_file_ends_in_its_acceptable_set_within_time_and_memory(string group, int files)
    {
        string root = Shared("hostile/files");
        string limits = Shared("hostile/limits-test.json");
        Terminal idle = Terminal.Run("inspect", "--jsonl", "--pixels", "--limits", limits, limits);
        Terminal run = Terminal.Run("inspect", "--jsonl", "--pixels", "--limits", limits, Path.Combine(root, group));
        Assert.Equal(0, run.ExitCode);
        Dictionary<string, JsonElement> lines = run.Lines.Where(line => !Text(line, "path")!.Contains("!/", StringComparison.Ordinal)).ToDictionary(line => Path.GetRelativePath(root, Text(line, "path")!));
        List<string> wrong = [];
        int judged = 0;
        foreach (JsonElement expected in File.ReadLines(Path.Combine(root, group, "manifest.jsonl")).Select(text => JsonDocument.Parse(text).RootElement))
        {
            judged++;
            string verdict = Verdict(lines[Text(expected, "file")!]);
            if (!expected.GetProperty("acceptable").EnumerateArray().Any(acceptable => acceptable.GetString() == verdict))
                wrong.Add($"{Text(expected, "file")}: {verdict}");
        }

        wrong.ForEach(output.WriteLine);
        output.WriteLine($"{group}: {run.Elapsed.TotalSeconds:F1} s, {(run.PeakBytes - idle.PeakBytes) >> 20} MiB more than for one text file");
        Assert.Equal(files, judged);
        Assert.Empty(wrong);
        // All of them together take less than one may.
        Assert.True(run.Elapsed < MostPerFile * (1 + (files / 10)), $"{run.Elapsed} for {files} files.");
        Assert.True(run.PeakBytes - idle.PeakBytes < MostGrowth, $"{(run.PeakBytes - idle.PeakBytes) >> 20} MiB.");
    }

    private static string Shared(string below)
    {
        string? found = SharedData.Find(below);
        Assert.SkipWhen(found is null, "The shared data are not here: set MEDAGG_SHARED or put them in ../shared.");
        return found!;
    }

    private static string Verdict(JsonElement line)
    {
        bool isRefused = line.GetProperty("refusal").ValueKind != JsonValueKind.Null || (line.TryGetProperty("pixels", out JsonElement pixels) && pixels.TryGetProperty("refusal", out _));
        return isRefused ? "reject" : line.GetProperty("warnings").GetArrayLength() > 0 ? "accept-with-warning" : "accept";
    }

    /// <summary>Values with a capital first letter are DICOM keywords.</summary>
    private static IEnumerable<string> Header(JsonElement oracle, JsonElement line)
    {
        JsonElement dicom = line.GetProperty("dicom");
        JsonElement fields = dicom.GetProperty("fields");
        bool isGuessed = line.GetProperty("warnings").EnumerateArray().Any(warning => Text(warning, "code") == "DICOM_CHARSET");
        foreach (JsonProperty property in oracle.EnumerateObject().Where(property => char.IsUpper(property.Name[0]) && !(isGuessed && property.Name is "PatientName" or "StudyDescription")))
        {
            string expected = Plain(property.Value);
            string found = fields.TryGetProperty(property.Name, out JsonElement value) ? Plain(value) : "";
            if (expected != found)
                yield return $"{property.Name}: {found}, oracle {expected}";
        }

        foreach (string name in new[] { "transfer_syntax", "sop_class", "top_level_elements" })
        {
            string expected = oracle.TryGetProperty(name, out JsonElement value) ? Plain(value) : "";
            string found = dicom.TryGetProperty(name, out JsonElement own) ? Plain(own) : "";
            if (expected != found)
                yield return $"{name}: {found}, oracle {expected}";
        }
    }

    private static string? PixelHash(JsonElement oracle) =>
        Text(oracle, "raw_sha256_f_order_le")
        ?? (Text(oracle, "pixels_trust") == "both" && oracle.TryGetProperty("pixels", out JsonElement pixels) && pixels.ValueKind == JsonValueKind.Object ? Text(pixels, "sha256") : null);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join('\\', value.EnumerateArray().Select(Plain)),
        JsonValueKind.Number => value.GetDouble().ToString("G9", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
