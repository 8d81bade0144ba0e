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
        Dictionary<string, SliceFacts> slices = Slices();
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

    [Fact]
    public void Every_series_falls_apart_by_patient_and_tells_its_copies()
    {
        Dictionary<string, SliceFacts> slices = Slices();
        List<string> wrong = [];
        int judged = 0;
        foreach (JsonElement series in SharedData.Lines(Path.Combine(SharedData.Folder("corpus"), "series.jsonl")))
        {
            SliceFacts[] files = [.. series.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!).Where(slices.ContainsKey).Select(p => slices[p])];
            if (files.Length != series.GetProperty("files").GetInt32())
                continue; // files that the reader refuses, as damaged ones are
            judged++;
            IReadOnlyList<SeriesGroup> groups = SeriesGeometry.Group(files);
            int patients = series.GetProperty("patients").GetArrayLength();
            if (groups.Count != patients || (patients > 1) != groups[0].Findings.Contains(SeriesFinding.SeveralPatients))
                wrong.Add($"{files[0].Key}: {groups.Count} groups, oracle {patients} patients");
            bool areAllImages = files.All(f => f.HasPixels);
            bool hasCopies = series.GetProperty("distinct_sop").GetInt32() < files.Length;
            if (areAllImages && patients == 1 && hasCopies != groups[0].Findings.Contains(SeriesFinding.DuplicateInstanceUids))
                wrong.Add($"{files[0].Key}: copies {!hasCopies}, oracle {series.GetProperty("distinct_sop")} of {files.Length}");
            if (groups.Sum(g => g.Planes.Count + g.Volumes.SelectMany(v => v.Keys).Distinct().Count()) != files.Select(f => f.Key).Distinct().Count())
                wrong.Add($"{files[0].Key}: a file is in no volume and no plane, or in two");
        }
        foreach (string line in wrong)
            output.WriteLine(line);
        Assert.Empty(wrong);
        Assert.True(judged >= 140, $"Only {judged} series were judged.");
    }

    private static Dictionary<string, SliceFacts> Slices()
    {
        Dictionary<string, SliceFacts> slices = [];
        foreach ((JsonElement line, FileReading reading, _) in CorpusTests.Corpus())
        {
            if (reading is { Facts: { Kind: FileKind.Dicom } facts, Kind: FileKind.Dicom })
                slices[line.GetProperty("path").GetString()!] = SliceFacts.Of(line.GetProperty("path").GetString()!, facts);
        }
        return slices;
    }
}
