namespace MedAgg.Jobs.Archives;

/// <param name="Path">Path below the target folder with <c>/</c>; inner archives as <c>inner.zip!/…</c>.</param>
/// <param name="Sha256">Lower-case hex of the unpacked bytes.</param>
public sealed record UnpackedFile(string Path, long SizeBytes, string Sha256);
