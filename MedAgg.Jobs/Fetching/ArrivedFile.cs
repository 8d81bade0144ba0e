namespace MedAgg.Jobs.Fetching;

/// <summary>A download whose bytes are all received and right, while the disk still takes them: it may be read, and nothing may refer to it yet.</summary>
/// <param name="Path">Where it lies at this moment; it will be moved, so a reader opens it at once.</param>
/// <param name="Sha256">Lower-case hex of its bytes.</param>
/// <param name="FileName">Name that the source gives the file, reduced to a harmless last part.</param>
public sealed record ArrivedFile(string Path, string Sha256, long SizeBytes, string FileName);
