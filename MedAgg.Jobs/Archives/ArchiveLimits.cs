using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace MedAgg.Jobs.Archives;

/// <summary>What an archive may ask of this machine. Section <c>Archives</c>; the same names in snake case in a limits file.</summary>
public sealed record ArchiveLimits
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Largest unpacked entry in bytes. Default 64 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxEntryBytes { get; set; } = 64L << 30;

    /// <summary>Largest sum of unpacked bytes over all levels of nesting. Default 1 TiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxTotalUnpackedBytes { get; set; } = 1L << 40;

    /// <summary>Most entries over all levels of nesting. Default 1,000,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxEntries { get; set; } = 1_000_000;

    /// <summary>Levels of archives in archives; the outermost is level 1. Default 3.</summary>
    [Range(1, 8)]
    public int MaxArchiveDepth { get; set; } = 3;

    /// <summary>Longest path in UTF-8 bytes. Default 1024.</summary>
    [Range(64, 32_767)]
    public int MaxPathBytes { get; set; } = 1024;

    /// <summary>Longest part of a path in UTF-8 bytes. Default 255.</summary>
    [Range(16, 255)]
    public int MaxComponentBytes { get; set; } = 255;

    /// <summary>Deepest folder. Default 64.</summary>
    [Range(1, 1024)]
    public int MaxDirDepth { get; set; } = 64;

    /// <summary>Unpacked bytes per packed byte. Default 1100: deflate cannot exceed 1032, so more is a lie or an overlap, and less is a normal label mask.</summary>
    [Range(1032, 100_000)]
    public int MaxDeflateRatio { get; set; } = 1100;

    /// <summary>Longest time for one archive in seconds. Default 6 hours.</summary>
    [Range(1, 7 * 86_400)]
    public int PerArchiveSeconds { get; set; } = 6 * 3600;

    /// <summary>Reads a limits file; names that belong to others are passed over, limits that are not named keep their default.</summary>
    /// <exception cref="JsonException">The file is not a JSON object of numbers.</exception>
    public static ArchiveLimits Read(string json) => JsonSerializer.Deserialize<ArchiveLimits>(json, Snake) ?? new();
}
