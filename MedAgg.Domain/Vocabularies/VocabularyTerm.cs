namespace MedAgg.Domain.Vocabularies;

/// <summary>A term as administrators edit it. Rows override the terms of the YAML file with the same key.</summary>
public sealed class VocabularyTerm
{
    private VocabularyTerm()
    {
    }

    public VocabularyTerm(string vocabularyKey, string key, string documentJson, bool isFromFile, DateTimeOffset now)
    {
        VocabularyKey = vocabularyKey;
        Key = key;
        DocumentJson = documentJson;
        IsFromFile = isFromFile;
        UpdatedAt = now;
    }

    public long Id { get; private set; }

    public string VocabularyKey { get; private set; } = "";

    /// <summary>Taxonomy id, for example <c>ct</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Names, synonyms, parent, codes: the term of the YAML file as JSON.</summary>
    public string DocumentJson { get; private set; } = "{}";

    /// <summary>Whether nobody changed it since it was read from the file.</summary>
    public bool IsFromFile { get; private set; }

    public bool IsActive { get; private set; } = true;

    public DateTimeOffset UpdatedAt { get; private set; }

    public uint RowVersion { get; private set; }

    public void Edit(string documentJson, DateTimeOffset now)
    {
        DocumentJson = documentJson;
        IsFromFile = false;
        UpdatedAt = now;
    }

    public void SetActive(bool active, DateTimeOffset now)
    {
        IsActive = active;
        IsFromFile = false;
        UpdatedAt = now;
    }
}
