namespace MedAgg.Learning.Splits;

/// <summary>An image to be put into a part.</summary>
/// <param name="Id">Unique, for example the SHA-256 of its file.</param>
/// <param name="Group">Its patient (a pseudonym). Images of one group never part.</param>
/// <param name="Label">Its class, for strata and the certificate.</param>
/// <param name="Stratum">What else must be even over parts, for example <c>D1</c>; empty for nothing.</param>
/// <param name="PixelHash">Hash of its pixels; images with the same hash never part, even of different patients. Null when unknown.</param>
public sealed record SplitCase(string Id, string Group, string Label, string Stratum = "", string? PixelHash = null);
