using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// A layer that needs sums over the whole batch before its first image, in training. The chain hands it each group while that is still in
/// the cache of the worker that made it.
/// </summary>
internal interface IBatchLayer
{
    /// <summary>Sets the sums to zero.</summary>
    void BeginSums();

    /// <summary>Adds the group's inputs.</summary>
    void AddSums(Group group, Tensor inputs);

    /// <summary>Adds the group's output gradients.</summary>
    void AddGradientSums(Group group, Tensor inputs, Tensor outputGradients);
}
