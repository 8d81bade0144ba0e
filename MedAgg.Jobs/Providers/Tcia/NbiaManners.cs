using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>How NBIA wants to be asked: few series at once, a pause between two requests, as its own program does.</summary>
internal sealed class NbiaManners(IOptions<TciaOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _series = new(options.Value.ParallelSeries);
    private readonly SemaphoreSlim _turn = new(1);
    private long _last;

    /// <summary>Waits for the next request's turn.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            TimeSpan left = _last == 0 ? TimeSpan.Zero : options.Value.Pause - clock.GetElapsedTime(_last);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, clock, cancellationToken);
            _last = clock.GetTimestamp();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes one of the places for series; release it by disposing.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _series.WaitAsync(cancellationToken);
        return new Place(_series);
    }

    public void Dispose()
    {
        _series.Dispose();
        _turn.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
                places.Release();
        }
    }
}
