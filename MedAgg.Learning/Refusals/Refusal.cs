namespace MedAgg.Learning.Refusals;

/// <summary>Why something could not be computed, trained or read. Bad data is a value, not an exception.</summary>
/// <param name="Code">Stable, upper-case, for example <c>METRIC_SCORE_NOT_FINITE</c>.</param>
/// <param name="Message">One English sentence that names the thing and the limit; no path of the machine, no identity of a patient.</param>
public sealed record Refusal(string Code, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Code}: {Message}";
}
