using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>How one try ended.</summary>
/// <param name="IsFinal">Whether another try would be of no use.</param>
/// <param name="Refusal">Null when the file is complete.</param>
/// <param name="RetryAfter">What the source asked to be waited; null when it did not.</param>
internal sealed record TransferEnd(bool IsFinal, Refusal? Refusal, TimeSpan? RetryAfter = null)
{
    /// <summary>Though this is the end for now, what was received is good for a later run.</summary>
    public bool KeepsBytes { get; init; }

    public static TransferEnd Complete { get; } = new(true, null);

    /// <summary>The source still has the version that is at hand from an earlier time.</summary>
    public static TransferEnd Unchanged { get; } = new(true, null);

    /// <summary>The bytes at hand belong to another version; they are thrown away.</summary>
    public bool IsChanged => Refusal?.Code == SourceCodes.Changed;

    public static TransferEnd Fail(string code, string message) => new(true, new(code, message));

    public static TransferEnd TryAgain(string code, string message, TimeSpan? retryAfter = null) => new(false, new(code, message), retryAfter);
}
