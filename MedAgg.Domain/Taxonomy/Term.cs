namespace MedAgg.Domain.Taxonomy;

/// <summary>One concept of the taxonomy. Its id is what addresses, facets and stored documents carry; names are only shown.</summary>
public sealed record Term
{
    /// <summary>Lower-case letters, digits and underscores; unique over all four kinds.</summary>
    public required string Id { get; init; }

    public required TermKind Kind { get; init; }

    /// <summary>The name on screen. It is found by search like a synonym.</summary>
    public required LocalizedName Name { get; init; }

    /// <summary>The name on a badge (CT, КТ); null where the full name is short enough.</summary>
    public LocalizedName? Badge { get; init; }

    /// <summary>Other common names, nominative; inflection is the analyzer's work.</summary>
    public TermWords Synonyms { get; init; } = TermWords.None;

    /// <summary>Match as whole tokens only, never stemmed, never corrected.</summary>
    public TermWords Abbreviations { get; init; } = TermWords.None;

    /// <summary>Words that mean this term only beside one of <see cref="Context"/> (PE, MS, ОКТ, "nodule").</summary>
    public TermWords Ambiguous { get; init; } = TermWords.None;

    /// <summary>Ids of terms, one of which (or a descendant, or something that implies it) must be in the same question before an ambiguous word counts.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>Id of the wider term of the same kind.</summary>
    public string? Parent { get; init; }

    /// <summary>Ids of terms of other kinds that follow from this one: mammography implies the breast.</summary>
    public IReadOnlyList<string> Implies { get; init; } = [];

    /// <summary>DICOM values that mean this term: Modality (0008,0060) for modalities, Body Part Examined (0018,0015) for areas.</summary>
    public IReadOnlyList<string> Dicom { get; init; } = [];

    /// <summary>Values of foreign catalogues that mean this term and that nobody would type in a question.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>ICD-10 code or range, a pointer for a curator.</summary>
    public string? Icd10 { get; init; }

    /// <summary>MeSH heading, a pointer for a curator.</summary>
    public string? Mesh { get; init; }
}
