using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>A layer bound to shapes and memory. Shapes are checked when it is made, before any pointer exists.</summary>
internal abstract class Layer(TensorShape input, TensorShape output) : IDisposable
{
    public TensorShape Input => input;

    public TensorShape Output => output;

    /// <summary>Fills the inside of <paramref name="outputs"/>.</summary>
    public abstract void Forward(Pass pass, Tensor inputs, Tensor outputs);

    /// <summary>
    /// Fills the parameter gradients and, where wanted, the inside of <paramref name="inputGradients"/>. Called after a training
    /// <see cref="Forward"/> of the same batch.
    /// </summary>
    public abstract void Backward(Pass pass, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
