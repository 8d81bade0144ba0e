namespace MedAgg.Domain.Search;

/// <summary>A part of the question that was understood as a taxonomy term.</summary>
/// <param name="Kind">modality, area, pathology or task.</param>
/// <param name="Id">Taxonomy id.</param>
/// <param name="Words">The words of the question that say so.</param>
/// <param name="IsExcluded">Whether the question asks to leave it out.</param>
/// <param name="IsImplied">Whether another term implies it (chest X-ray implies chest).</param>
public sealed record UnderstoodSlot(string Kind, string Id, string Words, bool IsExcluded = false, bool IsImplied = false);
