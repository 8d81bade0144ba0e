using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Layers in order, with the memory between them.</summary>
internal sealed class LayerChain : IDisposable
{
    private readonly IReadOnlyList<Layer> _layers;
    private readonly Tensor[] _outputs;
    private readonly Tensor[] _gradients;

    public LayerChain(IReadOnlyList<Layer> layers, BuildOptions options)
    {
        _layers = layers;
        _outputs = [.. layers.Select(l => new Tensor(options.Images, l.Output))];
        _gradients = options.Trains ? [.. layers.Select(l => new Tensor(options.Images, l.Output))] : [];
        for (int i = 0; i + 1 < layers.Count; i++)
        {
            if (layers[i] is Convolution convolution && layers[i + 1] is Normalization normalization)
                convolution.Follower = normalization;
        }
    }

    public Tensor Output => _outputs[^1];

    /// <summary>Where the gradient of <see cref="Output"/> is put before <see cref="Backward"/>.</summary>
    public Tensor OutputGradient => _gradients[^1];

    public void Forward(Pass pass, Tensor inputs)
    {
        for (int i = 0; i < _layers.Count; i++)
            _layers[i].Forward(pass, i == 0 ? inputs : _outputs[i - 1], _outputs[i]);
    }

    public void Backward(Pass pass, Tensor inputs, Tensor? inputGradients)
    {
        for (int i = _layers.Count - 1; i >= 0; i--)
            _layers[i].Backward(pass, i == 0 ? inputs : _outputs[i - 1], _outputs[i], _gradients[i], i == 0 ? inputGradients : _gradients[i - 1]);
    }

    public void Dispose()
    {
        foreach (Layer layer in _layers)
            layer.Dispose();
        foreach (Tensor tensor in _outputs.Concat(_gradients))
            tensor.Dispose();
    }
}
