namespace MedAgg.Web.Features.Benchmarks;

/// <summary>What <c>bench inspect --json</c> prints. Rates are files in one second of processor time; medians of the passes.</summary>
internal sealed record InspectFigures
{
    public required int Files { get; init; }

    /// <summary>Mean of a file.</summary>
    public required double TopLevelElementsPerFile { get; init; }

    public required int Refused { get; init; }

    /// <summary>One thread, after a warm-up.</summary>
    public required double FilesPerCpuSecond { get; init; }

    /// <summary>The first pass of a process of its own, with what compiling its code costs.</summary>
    public required double ColdFilesPerCpuSecond { get; init; }

    /// <summary>Files by the clock on two threads, divided by files by the clock on one; the best pass of each.</summary>
    public required double TwoThreadSpeedup { get; init; }

    /// <summary>The same by processor time: 2 when a file costs no more on two threads than on one. Says what the machine would do if nothing else ran on it.</summary>
    public required double TwoThreadCpuSpeedup { get; init; }

    public required double AllocatedBytesPerFile { get; init; }

    /// <summary>Files in one second of processor time of the readers installed beside, each in a process of its own.</summary>
    public required IReadOnlyDictionary<string, double> Peers { get; init; }

    /// <summary>Readers that are not installed on this machine.</summary>
    public required IReadOnlyList<string> PeersAbsent { get; init; }

    /// <summary>DICOM in a ZIP that is not unpacked.</summary>
    public required PackedHeaderFigures Zip { get; init; }
}
