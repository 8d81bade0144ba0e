namespace MedAgg.Jobs.Providers;

/// <summary>One file that a source would give.</summary>
/// <param name="Path">Path below the source with <c>/</c>, judged harmless.</param>
/// <param name="Location">Where the provider finds it: an address, a server path, a blob. Only the provider reads it.</param>
/// <param name="SizeBytes">Size that the source states; null when it does not.</param>
/// <param name="Checksum">Checksum that the source states as <c>algorithm:hex</c>; null without one.</param>
public sealed record PlannedFile(string Path, string Location, long? SizeBytes, string? Checksum);
