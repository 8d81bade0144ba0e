using MedAgg.Learning.Layers;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments;

/// <summary>Trains networks: the engine of this process, or a worker elsewhere. Both get the same job and leave the same things.</summary>
internal interface INetworkEngine
{
    /// <param name="told">Told of each epoch, from any thread.</param>
    Task<TrainedNetwork> TrainAsync(EngineJob job, Action<EpochReport> told, CancellationToken cancellationToken);
}

/// <summary>One training.</summary>
/// <param name="Key">Key of the step: a worker finds the job of a killed attempt by it.</param>
/// <param name="Task">Name of the task or group.</param>
/// <param name="Spec">The network.</param>
/// <param name="Options">How.</param>
/// <param name="Images">What to learn from.</param>
/// <param name="Cases">One per array: hash of the file and pseudonym of its patient.</param>
/// <param name="Folder">Folder that outlives a killed attempt.</param>
internal sealed record EngineJob(string Key, string Task, NetworkSpec Spec, TrainingOptions Options, TrainingSet Images, IReadOnlyList<EngineCase> Cases, string Folder);

/// <summary>One array of a job.</summary>
/// <param name="Sha256">Of the image's file.</param>
/// <param name="Patient">A pseudonym that means nothing outside the job.</param>
internal sealed record EngineCase(string Sha256, string Patient);

/// <summary>What came out.</summary>
/// <param name="Model">The weights, and how they came to be.</param>
/// <param name="Logits">Of every array, in order.</param>
/// <param name="Maker">What trained it, in words for the report.</param>
internal sealed record TrainedNetwork(TrainedModel Model, IReadOnlyList<float[]> Logits, string Maker);
