using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Counters that many threads raise; the pipeline writes a snapshot twice a second.</summary>
internal sealed class StageProgress
{
    private readonly Lock _lock = new();
    private IngestionStage? _stage;
    private IngestionStage? _written;

    /// <summary>Begins to count for a station.</summary>
    public void Start(IngestionStage stage)
    {
        lock (_lock)
        {
            _stage = stage;
            _written = stage;
        }
    }

    /// <summary>The counters as they stand; null between two stations.</summary>
    public IngestionStage? Current
    {
        get
        {
            lock (_lock)
                return _stage;
        }
    }

    public void Add(long files, long bytes, long refused = 0) =>
        Change(stage => stage with { Done = stage.Done + files, BytesDone = stage.BytesDone + bytes, Refused = stage.Refused + refused });

    /// <summary>For stations that know sums, not steps.</summary>
    public void SetBytes(long done, long? total) => Change(stage => stage with { BytesDone = done, BytesTotal = total ?? stage.BytesTotal });

    public void Stop()
    {
        lock (_lock)
            _stage = null;
    }

    /// <summary>The counters when they moved since the last call; null otherwise.</summary>
    public IngestionStage? TakeChange()
    {
        lock (_lock)
        {
            if (_stage is null || _stage == _written)
                return null;
            return _written = _stage;
        }
    }

    private void Change(Func<IngestionStage, IngestionStage> change)
    {
        lock (_lock)
            _stage = _stage is null ? null : change(_stage);
    }
}
