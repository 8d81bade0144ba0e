namespace MedAgg.Web.Features.Benchmarks;

/// <summary>What <c>bench zip --json</c> prints.</summary>
internal sealed record ZipFigures
{
    public required int Files { get; init; }

    public required long ArchiveBytes { get; init; }

    /// <summary>From the beginning of the build to the archive in the store, every image inflated, its CRC and hash proved.</summary>
    public required double Seconds { get; init; }

    /// <summary>Largest resident memory of the job node in bytes.</summary>
    public required long PeakRssBytes { get; init; }

    /// <summary><c>cp</c> of the built archive: the better of two runs.</summary>
    public required double CopySeconds { get; init; }

    public required double RatioToCopy { get; init; }

    /// <summary><c>unzip -t</c> of the built archive; null where it is not installed.</summary>
    public double? UnzipTestSeconds { get; init; }

    public double? RatioToUnzipTest { get; init; }
}
