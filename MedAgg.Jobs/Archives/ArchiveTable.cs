using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Archives;

/// <summary>The entry table of an archive and of the archives in it.</summary>
public sealed record ArchiveTable
{
    public required ArchiveVerdict Verdict { get; init; }

    /// <summary>Why the archive is rejected, or the first warning; null when it is simply accepted.</summary>
    public Refusal? Reason { get; init; }

    /// <summary>Files in the order of the archive; empty when rejected.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; init; } = [];

    /// <summary>What was left out or is odd. At most 1,000 are kept; <see cref="NoticeCount"/> tells how many there were.</summary>
    public IReadOnlyList<ArchiveNotice> Notices { get; init; } = [];

    public int NoticeCount { get; init; }

    /// <summary>Blobs that had to be written: unwrapped TARs and packed inner archives. They belong to the dataset version.</summary>
    public IReadOnlyList<BlobRef> Unwrapped { get; init; } = [];

    /// <summary>Sum of the stated sizes of the entries in bytes.</summary>
    public long UnpackedBytes { get; init; }
}
