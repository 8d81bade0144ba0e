namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Deflated DICOM slices read where they lie in a ZIP, in seconds of processor time on one thread.</summary>
internal sealed record PackedHeaderFigures
{
    public required int Entries { get; init; }

    public required long UnpackedBytes { get; init; }

    /// <summary>Index of the archive and the facts of every entry; nothing behind a header is inflated.</summary>
    public required double HeadersCpuSeconds { get; init; }

    /// <summary>The same with what ingestion does besides: every byte inflated, its CRC checked, SHA-256.</summary>
    public required double WholeCpuSeconds { get; init; }

    /// <summary>What <c>unzip -t</c> takes; null where it is not installed.</summary>
    public required double? UnzipTestCpuSeconds { get; init; }

    /// <summary><see cref="HeadersCpuSeconds"/> as a part of <see cref="UnzipTestCpuSeconds"/>.</summary>
    public double? HeadersRatioToUnzipTest => HeadersCpuSeconds / UnzipTestCpuSeconds;

    /// <summary><see cref="WholeCpuSeconds"/> as a part of <see cref="UnzipTestCpuSeconds"/>.</summary>
    public double? WholeRatioToUnzipTest => WholeCpuSeconds / UnzipTestCpuSeconds;
}
