using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Training;

/// <summary>
/// Mean loss of a batch and its gradient. One logit: binary cross-entropy; several: cross-entropy of the softmax. With class weights the
/// mean is weighted: sum(weight of class · loss) / sum(weight of class), as PyTorch's <c>CrossEntropyLoss</c> does.
/// </summary>
public static class Loss
{
    /// <summary>The loss; its gradient by each logit is written beside.</summary>
    /// <param name="logits">For each image in order its logits.</param>
    /// <param name="labels">For each image its class: 0 or 1 for one logit, else below the number of logits.</param>
    /// <param name="classWeights">A positive weight per class (two for one logit), or null for equal ones.</param>
    /// <param name="gradients">As many as logits.</param>
    /// <returns>The mean loss in nats; NaN or infinite when logits are.</returns>
    public static double Compute(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, IReadOnlyList<double>? classWeights, Span<float> gradients)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length);
        int outputs = logits.Length / labels.Length;
        int classes = Math.Max(2, outputs);
        if (outputs < 1 || outputs * labels.Length != logits.Length || gradients.Length != logits.Length)
            throw new ArgumentException($"{logits.Length} logits and {gradients.Length} gradients do not fit {labels.Length} labels.", nameof(logits));
        if (classWeights is not null && (classWeights.Count != classes || classWeights.Any(w => !(w > 0) || double.IsInfinity(w))))
            throw new ArgumentException($"There must be {classes} positive class weights.", nameof(classWeights));
        double total = 0;
        foreach (int label in labels)
        {
            if (label < 0 || label >= classes)
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"A label must lie in 0 … {classes - 1}.");
            total += classWeights?[label] ?? 1;
        }
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = (classWeights?[labels[i]] ?? 1) / total;
            sum += weight * (outputs == 1
                ? Binary(logits[i], labels[i], weight, out gradients[i])
                : Softmax(logits.Slice(i * outputs, outputs), labels[i], weight, gradients.Slice(i * outputs, outputs)));
        }
        return sum;
    }

    private static double Binary(double logit, int label, double weight, out float gradient)
    {
        gradient = (float)(weight * (Portable.Sigmoid(logit) - label));
        return Portable.Softplus(label == 1 ? -logit : logit);
    }

    private static double Softmax(ReadOnlySpan<float> logits, int label, double weight, Span<float> gradients)
    {
        double highest = logits[0];
        foreach (float logit in logits)
            highest = Math.Max(highest, logit);
        double sum = 0;
        foreach (float logit in logits)
            sum += Portable.Exp(logit - highest);
        for (int k = 0; k < logits.Length; k++)
            gradients[k] = (float)(weight * (Portable.Exp(logits[k] - highest) / sum - (k == label ? 1 : 0)));
        return Portable.Log(sum) + highest - logits[label];
    }
}
