namespace MedAgg.Domain.Discovery;

/// <summary>How far a provider has come with a question.</summary>
public enum AnswerState
{
    Waiting,
    Asking,
    Answered,

    /// <summary>It refused, or could not be had.</summary>
    Failed,

    /// <summary>It did not answer within the time that one provider gets.</summary>
    TimedOut,
}
