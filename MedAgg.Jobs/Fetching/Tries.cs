namespace MedAgg.Jobs.Fetching;

/// <summary>Tries at one thing: a source that brings nothing too often in a row, or keeps one waiting for nothing too long, is given up. Pauses between tries do not count.</summary>
internal sealed class Tries(FetchOptions options, TimeProvider clock)
{
    private long _began = clock.GetTimestamp();
    private TimeSpan _timeInVain;

    /// <summary>Tries in a row that brought nothing.</summary>
    public int InVain { get; private set; }

    /// <summary>A try begins.</summary>
    public void Begin() => _began = clock.GetTimestamp();

    /// <summary>A try failed.</summary>
    /// <param name="hasGained">Whether it brought something nevertheless.</param>
    /// <returns>Whether another one is worth while.</returns>
    public bool Failed(bool hasGained = false)
    {
        InVain = hasGained ? 1 : InVain + 1;
        _timeInVain = hasGained ? TimeSpan.Zero : _timeInVain + clock.GetElapsedTime(_began);
        return InVain < options.MaxAttempts && _timeInVain < options.MaxTimeInVain;
    }
}
