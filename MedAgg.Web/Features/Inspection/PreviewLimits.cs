using System.ComponentModel.DataAnnotations;

namespace MedAgg.Web.Features.Inspection;

/// <summary>What previews may cost a web node. Section <c>Previews</c>.</summary>
public sealed class PreviewLimits
{
    /// <summary>Largest file that is opened for a preview, unpacked. Bytes, default 512 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxFileBytes { get; set; } = 512L << 20;

    /// <summary>Pictures drawn at once. Default 2.</summary>
    [Range(1, 64)]
    public int Parallel { get; set; } = 2;

    /// <summary>Memory for one picture while it is drawn. Bytes, default 256 MiB.</summary>
    [Range(1 << 20, 1 << 30)]
    public long MaxPixelBytes { get; set; } = 256L << 20;

    /// <summary>Drawn pictures that are kept. Bytes, default 64 MiB.</summary>
    [Range(1 << 20, 1 << 30)]
    public long CacheBytes { get; set; } = 64L << 20;

    /// <summary>Longest time for one picture. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Pictures that one address may ask for in a minute. Default 1,200.</summary>
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; } = 1200;
}
