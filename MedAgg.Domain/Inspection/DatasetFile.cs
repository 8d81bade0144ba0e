namespace MedAgg.Domain.Inspection;

/// <summary>One line of a version's manifest: a file, where its bytes are, and what it was found to be.</summary>
public sealed record DatasetFile
{
    public long Id { get; init; }

    public required long VersionId { get; init; }

    /// <summary>Path below the source with <c>/</c>, archive entries as <c>a.zip!/b.dcm</c>; unique in the version.</summary>
    public required string Path { get; init; }

    public required FileRole Role { get; init; }

    /// <summary>Kind by content, exactly as <c>medagg inspect</c> prints it, for example <c>dicom</c>.</summary>
    public required string Kind { get; init; }

    public string? Subkind { get; init; }

    /// <summary>Lower-case hex SHA-256 of the unpacked bytes; null when they could not be read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Unpacked size in bytes.</summary>
    public long SizeBytes { get; init; }

    public FilePlace? Place { get; init; }

    public string? RefusalCode { get; init; }

    public string? RefusalMessage { get; init; }

    /// <summary>Codes and sentences of odd things that did not sink the file, one <c>CODE: sentence</c> each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
