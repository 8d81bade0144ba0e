using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Inspection;

/// <summary>
/// The tables of this node, each read once and shared by all readers. A published version stays until the memory is wanted; one that still
/// grows is read again when it is asked for, at most once a second and never for more than a fifth of the time.
/// </summary>
public sealed class FactTables(FactQueries queries, IOptions<DashboardOptions> options, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Entry> _entries = [];
    private long _asked;

    /// <summary>Facts of a version with the moment when they were read.</summary>
    /// <param name="isFilling">Whether the version still grows.</param>
    public async Task<InspectedVersion> GetAsync(long versionId, bool isFilling, CancellationToken cancellationToken)
    {
        Entry entry = Find(versionId, isFilling);
        try
        {
            // A reader who leaves does not stop the reading that others wait for.
            return await entry.Reading.WaitAsync(cancellationToken);
        }
        finally
        {
            Tidy();
        }
    }

    /// <summary>The facts where they are held and fresh; null otherwise.</summary>
    public InspectedVersion? Peek(long versionId, bool isFilling)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(versionId) is { Version: { } version } && !version.IsStale(isFilling, clock.GetUtcNow()) ? version : null;
    }

    private Entry Find(long versionId, bool isFilling)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(versionId, out Entry? entry) || entry.IsStale(isFilling, clock.GetUtcNow()))
            {
                entry = new();
                entry.Reading = ReadAsync(entry, versionId, isFilling);
                _entries[versionId] = entry;
            }

            entry.Asked = ++_asked;
            return entry;
        }
    }

    private async Task<InspectedVersion> ReadAsync(Entry entry, long versionId, bool isFilling)
    {
        await Task.Yield(); // out of the lock
        CancellationToken stopping = lifetime.ApplicationStopping;
        DateTimeOffset began = clock.GetUtcNow();
        FactTable table = await queries.ReadAsync(versionId, options.Value.MaxRows, stopping);
        FileFigures files = await queries.FilesAsync(versionId, stopping);
        DateTimeOffset ended = clock.GetUtcNow();
        var rest = TimeSpan.FromTicks(Math.Max(TimeSpan.FromSeconds(options.Value.RereadSeconds).Ticks, (ended - began).Ticks * 4));
        return entry.Version = new(table, files, ended, isFilling, ended + rest);
    }

    private void Tidy()
    {
        lock (_gate)
        {
            foreach ((long version, Entry entry) in _entries.ToList())
            {
                if (entry.Reading.IsFaulted || entry.Reading.IsCanceled)
                    _entries.Remove(version); // the next reader tries again
            }

            long rows = _entries.Values.Sum(entry => entry.Rows);
            foreach ((long version, Entry entry) in _entries.OrderBy(pair => pair.Value.Asked).ToList())
            {
                if (rows <= options.Value.MaxCachedRows || _entries.Count == 1)
                    return;
                rows -= entry.Rows;
                _entries.Remove(version);
            }
        }
    }

    private sealed class Entry
    {
        public Task<InspectedVersion> Reading { get; set; } = null!;

        public InspectedVersion? Version { get; set; }

        public long Asked { get; set; }

        public long Rows => Version?.Table.Count ?? 0;

        public bool IsStale(bool isFilling, DateTimeOffset now) => Version?.IsStale(isFilling, now) ?? false;
    }
}
