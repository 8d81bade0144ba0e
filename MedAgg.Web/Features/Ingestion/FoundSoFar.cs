namespace MedAgg.Web.Features.Ingestion;

/// <summary>What a version holds, while it is filled and afterwards.</summary>
/// <param name="Images">Image files.</param>
/// <param name="Files">Files of every role.</param>
/// <param name="Patients">Different patients among the images; 0 when no image tells.</param>
/// <param name="Modalities">Image files by taxonomy id of the modality, most first; the key is null where it is unknown.</param>
/// <param name="Kinds">Files by kind of content, most first.</param>
public sealed record FoundSoFar(long Images, long Files, long Patients, IReadOnlyList<FoundCount> Modalities, IReadOnlyList<FoundCount> Kinds);

/// <param name="Key">Taxonomy id or kind; null for unknown.</param>
public sealed record FoundCount(string? Key, long Count);
