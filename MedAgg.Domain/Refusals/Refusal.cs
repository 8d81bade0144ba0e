namespace MedAgg.Domain.Refusals;

/// <summary>Why something was not taken: a stable code and one clear sentence.</summary>
/// <param name="Code">Upper-case code, the same in the command line, the API and on screens, for example <c>ARCHIVE_TOO_LARGE</c>.</param>
/// <param name="Message">One English sentence that names the file and the limit. Screens may show a translation chosen by the code.</param>
public sealed record Refusal(string Code, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Code}: {Message}";
}
