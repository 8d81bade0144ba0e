using System.Globalization;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Training;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Experiments;

/// <summary>The engine of this process: the same bits for any number of threads, and after any number of kills.</summary>
internal sealed class BuiltInEngine(IOptions<ExperimentOptions> options) : INetworkEngine
{
    public const string Maker = "MedAgg.Learning, float32, bit-identical for any number of threads";

    public async Task<TrainedNetwork> TrainAsync(EngineJob job, Action<EpochReport> told, CancellationToken cancellationToken)
    {
        TrainingOptions wanted = job.Options with { Network = job.Options.Network with { Threads = options.Value.TrainingThreads } };
        string checkpoint = Path.Combine(job.Folder, string.Create(CultureInfo.InvariantCulture, $"{job.Task}-{job.Options.Seed}.checkpoint"));
        // Training computes for minutes: it must not hold a thread that others wait for.
        Outcome<TrainedModel> trained = await Task.Factory.StartNew(
            () => Trainer.Train(job.Spec, wanted, job.Images.TrainingImages(), job.Images.ValidationImages(), checkpoint, new EpochTeller(told), cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (!trained.IsDone)
            throw new RefusedException(trained.Refusal.Code, $"Task {job.Task}: {trained.Refusal.Message}");
        return new(trained.Value, trained.Value.Predict(job.Images.All, new() { Threads = options.Value.TrainingThreads }, cancellationToken), Maker);
    }

    private sealed class EpochTeller(Action<EpochReport> told) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => told(value);
    }
}
