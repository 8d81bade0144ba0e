using System.Security.Cryptography;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Geometry;
using MedAgg.Imaging.Samples;

namespace MedAgg.Imaging.Tests.Samples;

public sealed class SampleSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medagg-sample").FullName;

    [Fact]
    public void Same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Dictionary<string, string> first = Write("a", 1);
        Assert.Equal(first, Write("b", 1));
        Assert.NotEqual(first, Write("c", 2));
        Assert.Equal((48 + 12 + 1) + 2, first.Count);
    }

    [Fact]
    public void Ct_of_each_patient_is_one_uniform_volume()
    {
        Write("a", 3);
        List<SliceFacts> slices = [];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_folder, "a", "ct"), "*.dcm", SearchOption.AllDirectories))
        {
            FileReading reading = Inspect(file);
            Assert.Empty(reading.Warnings);
            slices.Add(SliceFacts.Of(file, reading.Facts!));
        }
        IReadOnlyList<SeriesGroup> groups = SeriesGeometry.Group(slices);
        Assert.Equal(2, groups.Count);
        Assert.All(groups, group =>
        {
            Assert.Equal(Dimensionality.Volume3D, group.Dimensionality);
            SeriesVolume volume = Assert.Single(group.Volumes);
            Assert.Equal(24, volume.Keys.Count);
            Assert.Equal(2.5, volume.SpacingMm, 6);
            Assert.True(volume.IsUniform);
            Assert.Empty(group.Findings);
        });
    }

    [Fact]
    public void Broken_file_is_said_to_be_broken()
    {
        Write("a", 4);
        FileReading reading = Inspect(Path.Combine(_folder, "a", "broken", "cut-in-header.dcm"));
        Assert.NotNull(reading.Refusal);
        Assert.Contains("cut-in-header.dcm", reading.Path, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static FileReading Inspect(string file)
    {
        using ByteSource source = ByteSource.Open(file);
        return ImageReaders.Inspect(source, file, ImagingLimits.Default, CancellationToken.None);
    }

    private Dictionary<string, string> Write(string name, int seed)
    {
        string folder = Path.Combine(_folder, name);
        SampleSet.Write(folder, seed);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));
    }
}
