using BenchmarkDotNet.Attributes;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Samples;

namespace MedAgg.Bench;

/// <summary>Facts of one CT slice from memory: what inspection does for every entry of an archive.</summary>
[MemoryDiagnoser]
public class HeaderBenchmark
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"medagg-bench-{Guid.NewGuid():N}");
    private ByteSource _slice = ByteSource.Of(ReadOnlyMemory<byte>.Empty);

    [GlobalSetup]
    public void Write()
    {
        SampleSet.Write(_folder, seed: 1);
        string path = Directory.EnumerateFiles(_folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        _slice = ByteSource.Of(File.ReadAllBytes(path));
    }

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public FileReading Facts() => ImageReaders.Inspect(_slice, "slice.dcm", ImagingLimits.Default, CancellationToken.None);
}
