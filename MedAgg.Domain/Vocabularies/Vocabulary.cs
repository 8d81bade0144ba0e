namespace MedAgg.Domain.Vocabularies;

/// <summary>A list of terms that administrators edit: modalities, areas, pathologies, tasks.</summary>
public sealed class Vocabulary
{
    private Vocabulary()
    {
    }

    public Vocabulary(string key, DateTimeOffset now)
    {
        Key = key;
        UpdatedAt = now;
    }

    /// <summary><c>modality</c>, <c>area</c>, <c>pathology</c> or <c>task</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>SHA-256 of the YAML file that the terms were last read from; a new file is read again at start.</summary>
    public string? FileSha256 { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public uint RowVersion { get; private set; }

    public void TakeFile(string fileSha256, DateTimeOffset now)
    {
        FileSha256 = fileSha256;
        UpdatedAt = now;
    }
}
