namespace MedAgg.Web.Features.Inspection;

/// <summary>A file that another version of the same dataset has.</summary>
/// <param name="Path">Its path there.</param>
/// <param name="Version">Number of that version.</param>
/// <param name="SameHere">The file of the same path in the shown version; null when there is none.</param>
public sealed record FileElsewhere(string Path, int Version, long? SameHere);
