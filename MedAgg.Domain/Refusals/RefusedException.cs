namespace MedAgg.Domain.Refusals;

/// <summary>
/// Carries a <see cref="Refusal"/> out of a deep call to the boundary that shows it (job, endpoint, command).
/// It is for input that stops the whole work; a bad file among others is a value and travels as <see cref="Refusal"/>.
/// </summary>
public sealed class RefusedException : Exception
{
    public RefusedException(Refusal refusal)
        : base(refusal.Message) => Refusal = refusal;

    public RefusedException(string code, string message)
        : this(new Refusal(code, message))
    {
    }

    public RefusedException(Refusal refusal, Exception inner)
        : base(refusal.Message, inner) => Refusal = refusal;

    /// <summary>Code and sentence for the user.</summary>
    public Refusal Refusal { get; }
}
