using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Providers;

/// <summary>Asks a provider for one file of its plan.</summary>
public sealed record FileRequest(SourceAddress Source, PlannedFile File, WorkArea Work)
{
    /// <summary>Told about while bytes arrive; null when nobody listens.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Told when the bytes are received and right, while the store still takes them; null when nobody listens.</summary>
    public Action<ArrivedFile>? Arrived { get; init; }

    /// <summary>The version that is in the store from an earlier time; a source that still has it need not send it. Null without one.</summary>
    public KnownVersion? Known { get; init; }
}
