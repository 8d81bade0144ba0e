namespace MedAgg.Jobs.Collections;

/// <summary>One attempt at one build.</summary>
/// <param name="Id">Id of the collection.</param>
/// <param name="Attempt">Number of this attempt: the lease.</param>
internal sealed record CollectionRun(long Id, int Attempt)
{
    private long _done;

    /// <summary>Images written so far.</summary>
    public long Done => Interlocked.Read(ref _done);

    public void Advance() => Interlocked.Increment(ref _done);
}
