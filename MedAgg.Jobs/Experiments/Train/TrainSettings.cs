using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments.Train;

/// <summary>Settings of step train. The baseline always runs beside the network.</summary>
internal sealed record TrainSettings
{
    /// <summary>One run of the network for each.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1, 2, 3];

    public int Epochs { get; init; } = 12;

    public int Batch { get; init; } = 32;

    /// <summary>Threads; null for one fewer than the machine has. Changes no bit.</summary>
    public int? Threads { get; init; }

    /// <summary>Epochs without a better one after which a run stops; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Weighs classes by the inverse of their counts.</summary>
    public bool BalanceClasses { get; init; }

    public float LearningRate { get; init; } = 0.002f;

    public float WeightDecay { get; init; } = 0.01f;

    public NetworkSettings Network { get; init; } = new();

    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Penalties of the baseline, of which validation chooses one.</summary>
    public IReadOnlyList<double> BaselinePenalties { get; init; } = [0.1, 1, 10, 100];
}

/// <summary>The network of step train.</summary>
internal sealed record NetworkSettings
{
    /// <summary><c>plain</c> or <c>residual</c>.</summary>
    public string Kind { get; init; } = "plain";

    /// <summary>Channels of each block or stage.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [16, 32, 64, 128];

    /// <summary>Whether a pool follows each block of a plain network; one for every block but the last where left out.</summary>
    public IReadOnlyList<bool>? Pools { get; init; }

    /// <summary>Blocks of each stage of a residual network.</summary>
    public int Blocks { get; init; } = 1;
}
