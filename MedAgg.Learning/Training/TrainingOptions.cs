using MedAgg.Learning.Layers;

namespace MedAgg.Learning.Training;

/// <summary>What decides when the best epoch was.</summary>
public enum SelectionMetric
{
    /// <summary>Area under the ROC curve on validation (macro over classes when there are several). Loss breaks ties.</summary>
    Auc,

    /// <summary>Loss on validation.</summary>
    Loss
}

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Most epochs, 1 … 10000. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Decides start values, order, augmentation and dropout. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The rule that moves weights.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>How images are varied.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>A positive weight per class, or null. <see cref="BalancesClasses"/> makes them from counts.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Weighs classes by the inverse of their counts in the training part, mean 1 over images. Not together with <see cref="ClassWeights"/>.</summary>
    public bool BalancesClasses { get; init; }

    /// <summary>What decides when the best epoch was. Default area under the ROC curve.</summary>
    public SelectionMetric Selection { get; init; } = SelectionMetric.Auc;

    /// <summary>Epochs without a better one after which training stops, 0 for never. Default 0.</summary>
    public int Patience { get; init; }

    /// <summary>Batch size, threads and memory. Its seed is replaced by <see cref="Seed"/>.</summary>
    public NetworkOptions Network { get; init; } = new();

    internal string? Fault(int classes) =>
        Epochs is < 1 or > 10000 ? $"{Epochs} epochs are impossible; 1 to 10000 are."
        : Patience < 0 ? $"The patience {Patience} must be at least 0."
        : BalancesClasses && ClassWeights is not null ? "Class weights are given and asked to be made at once."
        : ClassWeights is not null && (ClassWeights.Count != classes || ClassWeights.Any(w => !(w > 0) || double.IsInfinity(w))) ? $"There must be {classes} positive class weights."
        : Optimizer.Fault() ?? Augmentation.Fault();
}
