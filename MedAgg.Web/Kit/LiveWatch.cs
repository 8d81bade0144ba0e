using MedAgg.Domain.Changes;

namespace MedAgg.Web.Kit;

/// <summary>Turns a stream of changes into few re-reads: the first at once, those that come during one or soon after it together.</summary>
internal sealed class LiveWatch(TimeProvider clock, Func<Task> readAgain, CancellationToken left) : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    private readonly Lock _gate = new();
    private IDisposable? _subscription;
    private bool _isBusy;
    private bool _isAgain;
    private bool _hasEnded;

    public void Follow(IChangeFeed feed, Func<Change, bool> concerns) => _subscription = feed.Subscribe(change =>
    {
        if (concerns(change))
            Ask();
        return Task.CompletedTask; // the feed never waits for a page
    });

    /// <summary>Something changed.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            if (_hasEnded)
                return;

            _isAgain = true;
            if (_isBusy)
                return;
            _isBusy = true;
        }

        _ = RunAsync();
    }

    public void Dispose()
    {
        lock (_gate)
            _hasEnded = true;
        _subscription?.Dispose();
    }

    private async Task RunAsync()
    {
        while (TakeNext())
        {
            await readAgain();
            await Task.Delay(Rest, clock, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool TakeNext()
    {
        lock (_gate)
        {
            bool goesOn = _isAgain && !_hasEnded;
            _isAgain = false;
            _isBusy = goesOn;
            return goesOn;
        }
    }
}
