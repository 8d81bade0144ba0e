using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Counters that many threads raise with every piece and file; a record is made of them only when somebody looks, as the pipeline does twice a second.</summary>
internal sealed class StageProgress
{
    private readonly Lock _lock = new();
    private IngestionStage? _begun;
    private IngestionStage? _written;
    private long _done;
    private long _refused;
    private long _bytesDone;
    private long? _bytesTotal;

    /// <summary>Begins to count for a station.</summary>
    public void Start(IngestionStage stage)
    {
        lock (_lock)
        {
            _begun = _written = stage;
            (_done, _refused, _bytesDone, _bytesTotal) = (stage.Done, stage.Refused, stage.BytesDone, stage.BytesTotal);
        }
    }

    /// <summary>The counters as they stand; null between two stations.</summary>
    public IngestionStage? Current
    {
        get
        {
            lock (_lock)
                return Now();
        }
    }

    public void Add(long files, long bytes, long refused = 0)
    {
        lock (_lock)
        {
            _done += files;
            _bytesDone += bytes;
            _refused += refused;
        }
    }

    /// <summary>For stations that know sums, not steps.</summary>
    public void SetBytes(long done, long? total)
    {
        lock (_lock)
        {
            _bytesDone = done;
            _bytesTotal = total ?? _bytesTotal;
        }
    }

    public void Stop()
    {
        lock (_lock)
            _begun = null;
    }

    /// <summary>The counters when they moved since the last call; null otherwise.</summary>
    public IngestionStage? TakeChange()
    {
        lock (_lock)
        {
            IngestionStage? now = Now();
            return now == _written ? null : _written = now;
        }
    }

    private IngestionStage? Now() => _begun is null ? null : _begun with { Done = _done, Refused = _refused, BytesDone = _bytesDone, BytesTotal = _bytesTotal };
}
