namespace MedAgg.Imaging.Bytes;

/// <summary>Why a file, or its pixels, could not be read. Bad data is a value, not an exception.</summary>
/// <param name="Code">Stable, upper-case, for example <c>DICOM_TRUNCATED</c>; see <see cref="Codes"/>.</param>
/// <param name="Message">One sentence for a person; no path of the machine, no identity of a patient.</param>
public sealed record Refusal(string Code, string Message);
