namespace MedAgg.Web.Features.Benchmarks;

/// <summary>What <c>bench ingest --json</c> prints.</summary>
internal sealed record IngestFigures
{
    public required int Files { get; init; }

    public required long ArchiveBytes { get; init; }

    public required long UnpackedBytes { get; init; }

    /// <summary>From the request to the catalogued version, by the clock.</summary>
    public required double Seconds { get; init; }

    /// <summary>The same by station.</summary>
    public required IReadOnlyDictionary<string, double> StageSeconds { get; init; }

    /// <summary>Largest resident memory of the job node in bytes.</summary>
    public required long PeakRssBytes { get; init; }

    /// <summary>Files of the version and how many of them are images, as it was catalogued.</summary>
    public required int CataloguedImages { get; init; }

    /// <summary><c>unzip -t</c> of the same file: the better of a run before and a run after; null where it is not installed.</summary>
    public double? UnzipTestSeconds { get; init; }

    /// <summary>Seconds divided by those of <c>unzip -t</c>.</summary>
    public double? RatioToUnzipTest { get; init; }

    /// <summary><c>unzip</c> to a folder and a pydicom loop over the headers; empty where they are not installed.</summary>
    public required IReadOnlyDictionary<string, double> Peers { get; init; }
}
