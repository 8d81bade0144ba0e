using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Inspection;

/// <summary>How files are opened for inspection. Section <c>Inspection</c>.</summary>
public sealed class InspectionOptions
{
    /// <summary>Files inspected at once inside one dataset. Default 4.</summary>
    [Range(1, 64)]
    public int ParallelFiles { get; set; } = 4;

    /// <summary>Packed files up to this unpacked size are held in memory, larger ones in the work folder. Bytes, default 32 MiB.</summary>
    [Range(4096, 1 << 30)]
    public int InMemoryBytes { get; set; } = 32 << 20;

    /// <summary>Files stored in one transaction. Default 500.</summary>
    [Range(1, 10_000)]
    public int BatchFiles { get; set; } = 500;

    /// <summary>Largest label table that is read, in bytes. Default 256 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxTableBytes { get; set; } = 256L << 20;

    /// <summary>Most values that a folder level or a column may have and still be a label. Default 50.</summary>
    [Range(2, 1000)]
    public int MaxLabelValues { get; set; } = 50;
}
