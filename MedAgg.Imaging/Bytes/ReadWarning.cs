namespace MedAgg.Imaging.Bytes;

/// <summary>Something odd about a file that was read nevertheless.</summary>
/// <param name="Code">Stable, upper-case; see <see cref="Codes"/>.</param>
/// <param name="Message">One sentence for a person; no path of the machine, no identity of a patient.</param>
public sealed record ReadWarning(string Code, string Message);
