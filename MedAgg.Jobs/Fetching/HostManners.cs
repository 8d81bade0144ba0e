using System.Collections.Concurrent;
using System.Globalization;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>
/// How a node behaves towards each host, whichever of its jobs asks: so many downloads and so many questions at once, and nothing before the moment
/// that the host has named. Downloads and questions queue apart, so that hours of downloading do not keep a listing waiting.
/// </summary>
internal sealed class HostManners(FetchOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.Ordinal);

    /// <summary>Waits for a place and for the end of the host's rest.</summary>
    /// <param name="url">Where it goes.</param>
    /// <param name="isTransfer">Whether it queues with the downloads.</param>
    /// <param name="asker">A limit is of one asker: other credentials, other limit. 0 for nobody's.</param>
    /// <returns>The place, given back by disposing; or why there is none: the host rests for longer than is waited.</returns>
    public async Task<(IDisposable? Place, Refusal? Refusal)> EnterAsync(Uri url, bool isTransfer, int asker, CancellationToken cancellationToken)
    {
        Host host = HostOf(url);
        SemaphoreSlim places = isTransfer ? host.Transfers : host.Questions;
        await places.WaitAsync(cancellationToken);
        Place place = new(places);
        try
        {
            while (host.Left(asker, clock.GetUtcNow()) is { Ticks: > 0 } left)
            {
                if (left > (isTransfer ? options.MaxTransferWait : options.MaxRateWait))
                {
                    place.Dispose();
                    return (null, Resting(url, left));
                }

                await Task.Delay(left, clock, cancellationToken);
            }

            return (place, null);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>The host has said when it wants to be asked again.</summary>
    public void Rest(Uri url, int asker, TimeSpan span)
    {
        if (span > TimeSpan.Zero)
            HostOf(url).RestUntil(asker, clock.GetUtcNow() + (span < LongestRest ? span : LongestRest));
    }

    private static Refusal Resting(Uri url, TimeSpan left) => new(
        SourceCodes.RateLimited,
        string.Create(CultureInfo.InvariantCulture, $"{url.IdnHost} says that it was asked too often and will answer again in {Math.Ceiling(left.TotalMinutes):0} min; stored credentials may raise the limit."));

    private Host HostOf(Uri url) => _hosts.GetOrAdd(
        string.Create(CultureInfo.InvariantCulture, $"{url.IdnHost.ToLowerInvariant()}:{url.Port}"), _ => new(options.MaxTransfersPerHost, options.MaxQuestionsPerHost));

    private sealed class Host(int transfers, int questions)
    {
        private readonly ConcurrentDictionary<int, DateTimeOffset> _rests = new();

        public SemaphoreSlim Transfers { get; } = new(transfers);

        public SemaphoreSlim Questions { get; } = new(questions);

        public TimeSpan Left(int asker, DateTimeOffset now) => _rests.TryGetValue(asker, out DateTimeOffset until) ? until - now : TimeSpan.Zero;

        public void RestUntil(int asker, DateTimeOffset moment) => _rests.AddOrUpdate(asker, moment, (_, stated) => moment > stated ? moment : stated);
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
