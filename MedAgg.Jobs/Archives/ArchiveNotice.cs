namespace MedAgg.Jobs.Archives;

/// <summary>Something odd in an archive that did not sink it, most often an entry that was left out.</summary>
/// <param name="Path">Path of the entry, control characters escaped; null when it is about the archive.</param>
/// <param name="Skipped">Whether the entry is left out.</param>
public sealed record ArchiveNotice(string Code, string Message, string? Path, bool Skipped)
{
    /// <inheritdoc />
    public override string ToString() => $"{Code}: {Message}";
}
