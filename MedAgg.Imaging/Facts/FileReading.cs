using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Facts;

/// <summary>What one file is and says. Always there, also for files that cannot be read.</summary>
/// <param name="Path">The name under which it was inspected, as given; never opened.</param>
/// <param name="SizeBytes">Size of the source.</param>
/// <param name="Kind">Kind by content.</param>
public sealed record FileReading(string Path, long SizeBytes, FileKind Kind)
{
    /// <summary>For <see cref="FileKind.Other"/> one of <see cref="Facts.Subkind"/>; for gzip, bzip2 and xz what is inside, where known (<c>tar</c>).</summary>
    public string? Subkind { get; init; }

    /// <summary>Image facts; null when the file is not an image or was refused before any fact was read.</summary>
    public ImageFacts? Facts { get; init; }

    /// <summary>What was odd; empty when nothing was.</summary>
    public IReadOnlyList<ReadWarning> Warnings { get; init; } = [];

    /// <summary>Why the file cannot be used, or null.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>True when facts were read and nothing refused them.</summary>
    public bool IsRead => Refusal is null && Facts is not null;
}
