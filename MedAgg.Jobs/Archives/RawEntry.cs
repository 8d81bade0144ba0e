using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>What a record of a table stands for.</summary>
internal enum RawKind
{
    File,
    Folder,
    Link,
    Special,
}

/// <summary>A record of an archive's table as it stands there, before its name is judged.</summary>
/// <param name="Offset">First packed byte, in the window of the archive.</param>
/// <param name="Length">Packed bytes.</param>
/// <param name="SizeBytes">Unpacked bytes as stated.</param>
internal sealed record RawEntry(string Name, RawKind Kind, long Offset, long Length, Packing Packing, long SizeBytes)
{
    public uint? Crc32 { get; init; }

    public bool IsNameGuessed { get; init; }

    /// <summary>Why the file cannot be read (encrypted, unknown method); null when it can.</summary>
    public Refusal? Unreadable { get; init; }

    /// <summary>Something odd that does not keep the file out; null without.</summary>
    public Refusal? Odd { get; init; }
}
