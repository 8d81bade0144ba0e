using MedAgg.Domain.Changes;
using MedAgg.Web.Kit;

namespace MedAgg.Web.Tests.Kit;

public sealed class LiveWatchTests
{
    [Fact]
    public async Task Many_changes_during_a_read_make_one_more_read()
    {
        using var reads = new Reads();
        using var watch = new LiveWatch(new ImmediateTime(), reads.ReadAsync, TestContext.Current.CancellationToken);

        watch.Ask();
        await reads.Started(1);
        for (var i = 0; i < 20; i++)
            watch.Ask();
        reads.Release();
        await reads.Started(2);
        reads.Release();

        Assert.Equal(2, reads.Count);
        watch.Ask();
        await reads.Started(3);
        reads.Release();
    }

    [Fact]
    public void After_its_end_nothing_is_read()
    {
        using var reads = new Reads();
        var watch = new LiveWatch(new ImmediateTime(), reads.ReadAsync, TestContext.Current.CancellationToken);
        watch.Dispose();

        watch.Ask();

        Assert.Equal(0, reads.Count);
    }

    [Theory]
    [InlineData("run", "7", "run", "7", true)]
    [InlineData("run", "8", "run", "7", false)]
    [InlineData("run", "8", "run", null, true)]
    [InlineData("dataset", "7", "run", null, false)]
    [InlineData("*", "*", "run", "7", true)]
    public void A_change_concerns_the_thing_its_kind_or_a_gap(string changedKind, string changedId, string kind, string? id, bool concerns) =>
        Assert.Equal(concerns, LivePage.Concerns(new Change(changedKind, changedId), kind, id));

    private sealed class Reads : IDisposable
    {
        private readonly SemaphoreSlim _started = new(0);
        private readonly SemaphoreSlim _released = new(0);
        private int _seen;

        public int Count { get; private set; }

        public async Task ReadAsync()
        {
            Count++;
            _started.Release();
            await _released.WaitAsync(TestContext.Current.CancellationToken);
        }

        public async Task Started(int count)
        {
            while (_seen < count)
            {
                await _started.WaitAsync(TestContext.Current.CancellationToken);
                _seen++;
            }
        }

        public void Release() => _released.Release();

        public void Dispose()
        {
            _started.Dispose();
            _released.Dispose();
        }
    }

    /// <summary>Every delay is over at once.</summary>
    private sealed class ImmediateTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
