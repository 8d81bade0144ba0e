using MedAgg.Domain.Taxonomy;

namespace MedAgg.Domain.Vocabularies;

/// <summary>A term as administrators changed or added it. It stands in place of the shipped term with the same key; terms without a row are as shipped.</summary>
public sealed class VocabularyTerm
{
    private VocabularyTerm()
    {
    }

    public VocabularyTerm(Term term, bool isActive, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(term);
        Kind = term.Kind;
        Key = term.Id;
        Put(term, isActive, now);
    }

    public long Id { get; private set; }

    public TermKind Kind { get; private set; }

    /// <summary>Taxonomy id, for example <c>ct</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The whole term as <see cref="TermJson"/> writes it.</summary>
    public string DocumentJson { get; private set; } = "{}";

    /// <summary>False for a term that is switched off: nothing is understood as it.</summary>
    public bool IsActive { get; private set; } = true;

    public DateTimeOffset UpdatedAt { get; private set; }

    public uint RowVersion { get; private set; }

    /// <summary>Replaces what the row says.</summary>
    public void Put(Term term, bool isActive, DateTimeOffset now)
    {
        DocumentJson = TermJson.Write(term);
        IsActive = isActive;
        UpdatedAt = now;
    }
}
