using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// Layers in order, with the memory between them. They run in stretches: a few images go through all layers of a stretch before the next
/// ones come, so that what one layer writes is still in the cache when the next one reads it. A stretch ends where a layer needs the whole
/// batch. Sizes of groups and stretches change no bit: every sum keeps its order. What a batch norm writes is not kept for the way back but
/// made again there: that is less work than the way to memory.
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
        _outputs = [.. layers.Select((layer, i) => StaysInCache(i, options) ? new Tensor(options.Slots, layer.Output) : new Tensor(options.Images, layer.Output))];
        _gradients = new Tensor?[layers.Count];
        for (int i = 0; options.Trains && i + 1 < layers.Count; i++)
            _gradients[i] = StaysInside(i) ? new Tensor(options.Slots, layers[i].Output) : new Tensor(options.Images, layers[i].Output);
    }

    public Tensor Output => _outputs[^1];

    /// <summary>The way forth.</summary>
    /// <param name="pass">The batch.</param>
    /// <param name="inputs">Its images.</param>
    /// <param name="finish">What to do with each group of <see cref="Output"/> while it is in the cache.</param>
    public void Forward(Pass pass, Tensor inputs, Action<Group>? finish = null)
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
            Forward(pass, first, i, from, i == _layers.Count ? finish : null);
        }
        if (finish is not null && _layers[^1] is Residual)
            pass.EachGroup(Pass.ChunkImages, finish);
    }

    /// <summary>The way back from gradients of <see cref="Output"/>.</summary>
    /// <param name="pass">The batch.</param>
    /// <param name="inputs">Its images.</param>
    /// <param name="outputGradients">Where it starts.</param>
    /// <param name="inputGradients">Where it ends; null where nobody asks.</param>
    /// <param name="begin">What to do with each group of <paramref name="outputGradients"/> before it is read.</param>
    /// <param name="finish">What to do with each group of <paramref name="inputGradients"/> while it is in the cache.</param>
    public void Backward(Pass pass, Tensor inputs, Tensor outputGradients, Tensor? inputGradients, Action<Group>? begin = null, Action<Group>? finish = null)
    {
        IBatchLayer? batch = _layers[^1] as IBatchLayer;
        batch?.BeginSums();
        if (batch is not null || begin is not null)
        {
            pass.EachGroup(1, group =>
            {
                begin?.Invoke(group);
                batch?.AddGradientSums(group, InputOf(_layers.Count - 1, inputs), outputGradients);
            });
        }
        for (int i = _layers.Count - 1; i >= 0;)
        {
            int last = i;
            if (_layers[last] is Residual residual)
            {
                residual.BackwardAll(pass, InputOf(last, inputs), _outputs[last], GradientOf(last, outputGradients), last == 0 ? inputGradients : _gradients[last - 1]);
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
            Backward(pass, i + 1, last, inputs, outputGradients, inputGradients, i < 0 ? finish : null);
        }
        if (finish is not null && _layers[0] is Residual)
            pass.EachGroup(Pass.ChunkImages, finish);
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

    /// <summary>Whether the whole of a layer's output is never read: it is made again on the way back, or handed over at the end.</summary>
    private bool StaysInCache(int layer, BuildOptions options) => IsMadeAgain(layer) || (options.HandsOver && layer == _layers.Count - 1 && _layers[layer] is Normalization);

    /// <summary>Whether a layer's output is read in the stretch that makes it, and on the way back made again by the stretch that reads it.</summary>
    private bool IsMadeAgain(int layer) => layer + 1 < _layers.Count && _layers[layer] is Normalization { Pools: false } && _layers[layer + 1] is not (Residual or IBatchLayer);

    private Tensor InputOf(int layer, Tensor inputs) => layer == 0 ? inputs : _outputs[layer - 1];

    private Tensor GradientOf(int layer, Tensor outputGradients) => layer == _layers.Count - 1 ? outputGradients : _gradients[layer]!;

    private void Forward(Pass pass, int first, int end, Tensor inputs, Action<Group>? finish)
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
            finish?.Invoke(group);
        });
    }

    private void Backward(Pass pass, int first, int last, Tensor inputs, Tensor outputGradients, Tensor? inputGradients, Action<Group>? finish)
    {
        for (int i = last; i >= first; i--)
            _layers[i].BeginBackward(pass);
        IBatchLayer? before = first > 0 ? _layers[first - 1] as IBatchLayer : null;
        before?.BeginSums();
        bool makesInput = first > 0 && IsMadeAgain(first - 1);
        pass.EachGroup(ImagesOf(first, last + 1, tensors: 2), group =>
        {
            if (makesInput)
                _layers[first - 1].Forward(pass, group, InputOf(first - 1, inputs), _outputs[first - 1]);
            for (int i = last; i >= first; i--)
                _layers[i].Backward(pass, group, InputOf(i, inputs), _outputs[i], GradientOf(i, outputGradients), i == 0 ? inputGradients : _gradients[i - 1]);
            before?.AddGradientSums(group, InputOf(first - 1, inputs), _gradients[first - 1]!);
            finish?.Invoke(group);
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
