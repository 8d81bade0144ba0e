using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// A layer bound to shapes and memory. Shapes are checked when it is made, before any pointer exists. A chain takes a few images through
/// several layers at a time; what a layer needs from the whole batch is made in the Begin and End methods.
/// </summary>
internal abstract class Layer(TensorShape input, TensorShape output) : IDisposable
{
    public TensorShape Input => input;

    public TensorShape Output => output;

    /// <summary>Called before the first group of a batch.</summary>
    public virtual void BeginForward(Pass pass)
    {
    }

    /// <summary>Fills the inside of the group's <paramref name="outputs"/>.</summary>
    public abstract void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs);

    /// <summary>Called before the first group on the way back.</summary>
    public virtual void BeginBackward(Pass pass)
    {
    }

    /// <summary>
    /// Adds the group to the parameter gradients and, where wanted, fills the inside of its <paramref name="inputGradients"/>. Called after
    /// a training <see cref="Forward"/> of the same batch.
    /// </summary>
    public abstract void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients);

    /// <summary>Called after the last group on the way back: writes the parameter gradients.</summary>
    public virtual void EndBackward(Pass pass)
    {
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
