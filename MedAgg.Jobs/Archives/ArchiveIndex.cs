using MedAgg.Domain.Storage;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Reads the entry table of an archive without exploding it: names judged, limits counted over all levels, places of the files.
/// Nothing a file contains makes it throw; the answer is a verdict.
/// </summary>
public sealed class ArchiveIndex(IBlobStore blobs)
{
    /// <summary>Reads the table of a blob and of the archives in it.</summary>
    /// <param name="blob">SHA-256 of the archive in the store.</param>
    /// <param name="path">Path of the archive in its source; entries are named <c>path!/entry</c>.</param>
    /// <param name="work">Where wrappers are unwrapped before they enter the store.</param>
    public Task<ArchiveTable> ReadAsync(string blob, string path, ArchiveLimits limits, WorkArea work, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{blobs} {blob} {path} {limits} {work}");
}
