using System.Text.Json;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;

namespace MedAgg.Imaging.Tests.Conformance;

/// <summary>Series grouping against series.jsonl.</summary>
public sealed class CorpusSeriesTests(ITestOutputHelper output)
{
    [Fact]
    public void Volumes_have_the_oracle_s_positions_and_spacing()
    {
        Dictionary<string, SliceFacts> slices = [];
        foreach ((JsonElement line, FileReading reading, _) in CorpusTests.Corpus())
        {
            if (reading.Facts is { Kind: FileKind.Dicom } facts && reading.Kind == FileKind.Dicom)
                slices[line.GetProperty("path").GetString()!] = SliceFacts.Of(line.GetProperty("path").GetString()!, facts);
        }
        List<string> wrong = [];
        int judged = 0;
        foreach (JsonElement series in SharedData.Lines(Path.Combine(SharedData.Folder("corpus"), "series.jsonl")))
        {
            bool isStack = series.TryGetProperty("slice_positions", out JsonElement positions) && positions.GetInt32() >= 3
                && series.GetProperty("orientations").GetInt32() == 1 && series.GetProperty("matrix").GetArrayLength() == 1 && series.GetProperty("patients").GetArrayLength() == 1
                && series.GetProperty("distinct_sop").GetInt32() == series.GetProperty("files").GetInt32();
            if (!isStack)
                continue;
            judged++;
            string[] paths = [.. series.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!)];
            SeriesGroup group = Assert.Single(SeriesGeometry.Group(paths.Select(p => slices[p])));
            SeriesVolume? volume = group.Volumes.Count > 0 ? group.Volumes[0] : null;
            if (volume is null || volume.PositionsMm.Count != positions.GetInt32() || group.Dimensionality != Dimensionality.Volume3D)
                wrong.Add($"{paths[0]}: {volume?.PositionsMm.Count} positions, {group.Dimensionality}, oracle {positions}");
            else if (paths.Length == positions.GetInt32() && Math.Abs(volume.SpacingMm - series.GetProperty("spacing_median").GetDouble()) > 0.01)
                wrong.Add($"{paths[0]}: spacing {volume.SpacingMm}, oracle {series.GetProperty("spacing_median")}");
            else if (paths.Length == positions.GetInt32() && volume.IsUniform != series.GetProperty("uniform_volume").GetBoolean())
                wrong.Add($"{paths[0]}: uniform {volume.IsUniform}, oracle {series.GetProperty("uniform_volume")}");
        }
        foreach (string line in wrong)
            output.WriteLine(line);
        Assert.Empty(wrong);
        Assert.True(judged >= 5, $"Only {judged} series were judged.");
    }
}
