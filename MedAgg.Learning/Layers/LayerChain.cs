using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// Layers in order, with the memory between them. They run in stretches: a few images go through all layers of a stretch before the next
/// ones come, so that what one layer writes is still in the cache when the next one reads it. A stretch ends where a layer needs the whole
/// batch. Sizes of groups and stretches change no bit: every sum keeps its order.
/// </summary>
internal sealed class LayerChain : IDisposable
{
    private const long CacheBytes = 640 << 10; // of a second-level cache of 1 MiB
    private readonly IReadOnlyList<Layer> _layers;
    private readonly Tensor[] _outputs;
    private readonly Tensor?[] _gradients;

    public LayerChain(IReadOnlyList<Layer> layers, BuildOptions options)
    {
        _layers = layers;
        _outputs = [.. layers.Select(l => new Tensor(options.Images, l.Output))];
        _gradients = new Tensor?[layers.Count];
        for (int i = 0; options.Trains && i + 1 < layers.Count; i++)
            _gradients[i] = StaysInside(i) ? new Tensor(options.Slots, layers[i].Output) : new Tensor(options.Images, layers[i].Output);
    }

    public Tensor Output => _outputs[^1];

    public void Forward(Pass pass, Tensor inputs)
    {
        if (pass.Training && _layers[0] is IBatchLayer batch)
            SumAlone(pass, batch, inputs);
        for (int i = 0; i < _layers.Count;)
        {
            int first = i;
            Tensor from = first == 0 ? inputs : _outputs[first - 1];
            if (_layers[first] is Residual residual)
            {
                residual.ForwardAll(pass, from, _outputs[first]);
                i++;
                if (pass.Training && i < _layers.Count && _layers[i] is IBatchLayer behind)
                    SumAlone(pass, behind, _outputs[first]);
                continue;
            }
            do
                i++;
            while (i < _layers.Count && _layers[i] is not Residual && !(pass.Training && _layers[i] is IBatchLayer));
            Forward(pass, first, i, from);
        }
    }

    /// <summary>The way back from gradients of <see cref="Output"/>.</summary>
    public void Backward(Pass pass, Tensor inputs, Tensor outputGradients, Tensor? inputGradients)
    {
        if (_layers[^1] is IBatchLayer batch)
        {
            batch.BeginSums();
            pass.EachGroup(Pass.ChunkImages, group => batch.AddGradientSums(group, InputOf(_layers.Count - 1, inputs), outputGradients));
        }
        for (int i = _layers.Count - 1; i >= 0;)
        {
            int last = i;
            if (_layers[last] is Residual residual)
            {
                residual.BackwardAll(pass, InputOf(last, inputs), GradientOf(last, outputGradients), last == 0 ? inputGradients : _gradients[last - 1]);
                i--;
                if (i >= 0 && _layers[i] is IBatchLayer before)
                {
                    before.BeginSums();
                    pass.EachGroup(Pass.ChunkImages, group => before.AddGradientSums(group, InputOf(last - 1, inputs), _gradients[last - 1]!));
                }
                continue;
            }
            do
                i--;
            while (i >= 0 && _layers[i] is not (Residual or IBatchLayer));
            Backward(pass, i + 1, last, inputs, outputGradients, inputGradients);
        }
    }

    public void Dispose()
    {
        foreach (Layer layer in _layers)
            layer.Dispose();
        foreach (Tensor tensor in _outputs)
            tensor.Dispose();
        foreach (Tensor? tensor in _gradients)
            tensor?.Dispose();
    }

    private static void SumAlone(Pass pass, IBatchLayer layer, Tensor inputs)
    {
        layer.BeginSums();
        pass.EachGroup(Pass.ChunkImages, group => layer.AddSums(group, inputs));
    }

    /// <summary>Whether the gradient of a layer's output is made and read in one stretch.</summary>
    private bool StaysInside(int layer) => _layers[layer] is not (Residual or IBatchLayer) && _layers[layer + 1] is not Residual;

    private Tensor InputOf(int layer, Tensor inputs) => layer == 0 ? inputs : _outputs[layer - 1];

    private Tensor GradientOf(int layer, Tensor outputGradients) => layer == _layers.Count - 1 ? outputGradients : _gradients[layer]!;

    private void Forward(Pass pass, int first, int end, Tensor inputs)
    {
        for (int i = first; i < end; i++)
            _layers[i].BeginForward(pass);
        IBatchLayer? next = pass.Training && end < _layers.Count ? _layers[end] as IBatchLayer : null;
        next?.BeginSums();
        pass.EachGroup(ImagesOf(first, end, tensors: 1), group =>
        {
            for (int i = first; i < end; i++)
                _layers[i].Forward(pass, group, i == first ? inputs : _outputs[i - 1], _outputs[i]);
            next?.AddSums(group, _outputs[end - 1]);
        });
    }

    private void Backward(Pass pass, int first, int last, Tensor inputs, Tensor outputGradients, Tensor? inputGradients)
    {
        for (int i = last; i >= first; i--)
            _layers[i].BeginBackward(pass);
        IBatchLayer? before = first > 0 ? _layers[first - 1] as IBatchLayer : null;
        before?.BeginSums();
        pass.EachGroup(ImagesOf(first, last + 1, tensors: 2), group =>
        {
            for (int i = last; i >= first; i--)
                _layers[i].Backward(pass, group, InputOf(i, inputs), _outputs[i], GradientOf(i, outputGradients), i == 0 ? inputGradients : _gradients[i - 1]);
            before?.AddGradientSums(group, InputOf(first - 1, inputs), _gradients[first - 1]!);
        });
        for (int i = last; i >= first; i--)
            _layers[i].EndBackward(pass);
    }

    // The largest layer decides: its input and output, and on the way back their gradients.
    private int ImagesOf(int first, int end, int tensors)
    {
        long most = 0;
        for (int i = first; i < end; i++)
            most = Math.Max(most, tensors * (Tensor.BytesOf(1, _layers[i].Input) + Tensor.BytesOf(1, _layers[i].Output)));
        return (int)Math.Clamp(CacheBytes / most, 1, Pass.ChunkImages);
    }
}
