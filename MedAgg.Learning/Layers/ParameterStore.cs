using MedAgg.Learning.Numerics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>A named run of values inside a flat array.</summary>
/// <param name="Name">Unique in its network, for example <c>3.main.0.weight</c>.</param>
/// <param name="Offset">First value.</param>
/// <param name="Length">Number of values.</param>
/// <param name="Decays">True for weights, which weight decay pulls to zero; false for biases and batch norm.</param>
public sealed record ParameterSlice(string Name, int Offset, int Length, bool Decays);

/// <summary>How a slice starts.</summary>
/// <param name="Constant">The value of all, when <paramref name="Bound"/> is 0.</param>
/// <param name="Bound">Uniform in [-bound, bound) when above 0.</param>
internal sealed record ParameterStart(float Constant, double Bound)
{
    /// <summary>He's uniform start for weights in front of a ReLU (ICCV 2015). Uniform, because it needs no logarithm or cosine.</summary>
    public static ParameterStart He(int fanIn) => new(0, Math.Sqrt(6.0 / fanIn));

    /// <summary>Uniform with bound 1 / sqrt(fan in), for the linear head.</summary>
    public static ParameterStart Head(int fanIn) => new(0, 1 / Math.Sqrt(fanIn));

    public static ParameterStart Of(float value) => new(value, 0);
}

/// <summary>Reserves room for parameters and running statistics while a network is built.</summary>
internal sealed class ParameterPlan
{
    private readonly List<ParameterStart> _starts = [];
    private readonly List<ParameterSlice> _slices = [];
    private readonly List<ParameterSlice> _state = [];
    private readonly List<float> _stateStarts = [];

    public IReadOnlyList<ParameterSlice> Slices => _slices;

    public IReadOnlyList<ParameterSlice> State => _state;

    public int Length { get; private set; }

    public int StateLength { get; private set; }

    public ParameterSlice Add(string name, int length, ParameterStart start, bool decays)
    {
        ParameterSlice slice = new(name, Length, length, decays);
        _slices.Add(slice);
        _starts.Add(start);
        Length = checked(Length + length);
        return slice;
    }

    public ParameterSlice AddState(string name, int length, float start)
    {
        ParameterSlice slice = new(name, StateLength, length, false);
        _state.Add(slice);
        _stateStarts.Add(start);
        StateLength = checked(StateLength + length);
        return slice;
    }

    /// <summary>Fills parameters and statistics with their start values. Value i of slice s is a hash of (seed, s, i).</summary>
    public void Start(Span<float> values, Span<float> state, ulong seed)
    {
        for (int s = 0; s < _slices.Count; s++)
        {
            Span<float> slice = values.Slice(_slices[s].Offset, _slices[s].Length);
            for (int i = 0; i < slice.Length; i++)
                slice[i] = _starts[s].Bound > 0 ? (float)((HashCounter.Unit(seed, 0x1717, (ulong)s, (ulong)i) * 2 - 1) * _starts[s].Bound) : _starts[s].Constant;
        }
        for (int s = 0; s < _state.Count; s++)
            state.Slice(_state[s].Offset, _state[s].Length).Fill(_stateStarts[s]);
    }
}

/// <summary>All numbers of a network that training changes, in flat arrays.</summary>
internal sealed unsafe class ParameterStore : IDisposable
{
    public ParameterStore(ParameterPlan plan)
    {
        Plan = plan;
        Values = new FloatBuffer(plan.Length);
        Gradients = new FloatBuffer(plan.Length);
        State = new FloatBuffer(plan.StateLength);
    }

    public ParameterPlan Plan { get; }

    public FloatBuffer Values { get; }

    public FloatBuffer Gradients { get; }

    /// <summary>Running means and variances.</summary>
    public FloatBuffer State { get; }

    /// <summary>Grows whenever values change, so that a layer knows when its packed weights are old.</summary>
    public int Version { get; private set; } = 1;

    public void Changed() => Version++;

    public float* ValuesOf(ParameterSlice slice) => Values.Pointer + slice.Offset;

    public float* GradientsOf(ParameterSlice slice) => Gradients.Pointer + slice.Offset;

    public float* StateOf(ParameterSlice slice) => State.Pointer + slice.Offset;

    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
        State.Dispose();
    }
}
