using MedAgg.Domain.Inspection;

namespace MedAgg.Jobs.Archives;

/// <summary>One file inside an archive: a name that is data, and a place that can be read by itself.</summary>
/// <param name="Path">Full path with <c>/</c> and <c>!/</c> between archive and entry, for example <c>a.zip!/b/c.dcm</c>. Unique in its table.</param>
/// <param name="Place">Where its packed bytes are.</param>
/// <param name="SizeBytes">Unpacked size in bytes as the archive states it. The reader holds the entry to it.</param>
public sealed record ArchiveEntry(string Path, FilePlace Place, long SizeBytes)
{
    /// <summary>The wrapper when the archive is one packed file and no table: the place then holds the packed bytes, and the size is theirs.</summary>
    public ArchiveKind Wrapper { get; init; }

    /// <summary>Codes and sentences about the entry, one <c>CODE: sentence</c> each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
