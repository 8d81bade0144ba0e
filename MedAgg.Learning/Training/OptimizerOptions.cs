namespace MedAgg.Learning.Training;

/// <summary>Which rule moves the weights.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019).</summary>
    AdamW,

    /// <summary>Gradient descent with momentum as in PyTorch; weight decay is added to the gradient.</summary>
    Sgd
}

/// <summary>How weights are moved.</summary>
public sealed record OptimizerOptions
{
    /// <summary>The rule. Default AdamW.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.AdamW;

    /// <summary>Highest learning rate, above 0 and at most 10. Default 0.002.</summary>
    public float LearningRate { get; init; } = 0.002f;

    /// <summary>Pull of weights to zero, 0 … 1; biases and batch norm are left alone. Default 0.01.</summary>
    public float WeightDecay { get; init; } = 0.01f;

    /// <summary>Momentum of SGD, or the first beta of AdamW, in [0, 1). Default 0.9.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>Second beta of AdamW, in [0, 1). Default 0.999.</summary>
    public float SecondMoment { get; init; } = 0.999f;

    /// <summary>Epsilon of AdamW, above 0. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>Share of all steps in which the rate rises from 0 in a line, in [0, 1). Default 0.05.</summary>
    public float WarmUp { get; init; } = 0.05f;

    /// <summary>Share of the highest rate at the last step, 0 … 1: behind the warm-up the rate falls to it in a line. Default 0.01.</summary>
    public float FinalShare { get; init; } = 0.01f;

    /// <summary>The rate of a step.</summary>
    /// <param name="step">0 … <paramref name="steps"/>-1.</param>
    /// <param name="steps">All steps of the run.</param>
    public float RateAt(long step, long steps)
    {
        long warm = (long)Math.Round((double)WarmUp * steps);
        if (step < warm)
            return (float)(LearningRate * ((step + 1.0) / (warm + 1.0)));
        double way = steps - warm <= 1 ? 0 : (double)(step - warm) / (steps - warm - 1);
        return (float)(LearningRate * (1 - way * (1 - (double)FinalShare)));
    }

    internal string? Fault() =>
        !(LearningRate > 0 && LearningRate <= 10) ? $"The learning rate {LearningRate} must lie in (0, 10]."
        : !(WeightDecay >= 0 && WeightDecay <= 1) ? $"The weight decay {WeightDecay} must lie in [0, 1]."
        : !(Momentum >= 0 && Momentum < 1) || !(SecondMoment >= 0 && SecondMoment < 1) ? "Momentum and second moment must lie in [0, 1)."
        : !(Epsilon > 0) ? $"Epsilon {Epsilon} must be above 0."
        : !(WarmUp >= 0 && WarmUp < 1) || !(FinalShare >= 0 && FinalShare <= 1) ? "Warm-up must lie in [0, 1) and the final share in [0, 1]."
        : null;
}
