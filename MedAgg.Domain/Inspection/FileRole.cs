namespace MedAgg.Domain.Inspection;

/// <summary>What a file is for the dataset. Every file has exactly one role.</summary>
public enum FileRole
{
    Image,
    Table,
    Document,

    /// <summary>Neither image, table nor text, and nothing is wrong with it.</summary>
    Other,

    /// <summary>Could not be read; <see cref="DatasetFile.RefusalCode"/> tells why.</summary>
    Refused,
}
