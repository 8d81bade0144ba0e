using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Weights in panels of 16 outputs, as the kernels read them; packed anew only when parameters changed.</summary>
internal sealed unsafe class PackedWeights(int windowValues, int outputs) : IDisposable
{
    private readonly FloatBuffer _panels = new((long)windowValues * ConvolutionKernels.Padded(outputs));
    private int _version;

    public float* Pointer => _panels.Pointer;

    /// <summary>Weights as stored, value k of output o at k * outputs + o.</summary>
    public void Pack(Pass pass, float* weights)
    {
        if (_version == pass.Parameters.Version)
            return;
        _version = pass.Parameters.Version;
        nint place = (nint)weights;
        pass.Each((outputs + ConvolutionKernels.PanelWidth - 1) / ConvolutionKernels.PanelWidth, number =>
        {
            int first = number * ConvolutionKernels.PanelWidth;
            float* panel = _panels.Pointer + (nint)first * windowValues;
            int valid = Math.Min(ConvolutionKernels.PanelWidth, outputs - first);
            for (int k = 0; k < windowValues; k++)
                new Span<float>((float*)place + (nint)k * outputs + first, valid).CopyTo(new Span<float>(panel + k * ConvolutionKernels.PanelWidth, valid));
        });
    }

    /// <summary>
    /// Weights for the way back, inputs and outputs exchanged. Here <c>outputs</c> of this object are the inputs of the layer.
    /// </summary>
    /// <param name="pass">Whose parameters.</param>
    /// <param name="weights">Weights as the layer stores them.</param>
    /// <param name="taps">Which window pixel of the layer comes at each window pixel of the way back.</param>
    /// <param name="layerOutputs">Output channels of the layer.</param>
    public void PackTurned(Pass pass, float* weights, IReadOnlyList<int> taps, int layerOutputs)
    {
        if (_version == pass.Parameters.Version)
            return;
        _version = pass.Parameters.Version;
        int layerInputs = outputs;
        nint place = (nint)weights;
        pass.Each((layerInputs + ConvolutionKernels.PanelWidth - 1) / ConvolutionKernels.PanelWidth, panel =>
        {
            int first = panel * ConvolutionKernels.PanelWidth;
            int end = Math.Min(layerInputs, first + ConvolutionKernels.PanelWidth);
            float* target = _panels.Pointer + (nint)first * windowValues;
            for (int pixel = 0; pixel < taps.Count; pixel++)
            {
                float* source = (float*)place + (nint)taps[pixel] * layerInputs * layerOutputs;
                for (int output = 0; output < layerOutputs; output++, target += ConvolutionKernels.PanelWidth)
                {
                    for (int input = first; input < end; input++)
                        target[input - first] = source[(nint)input * layerOutputs + output];
                }
            }
        });
    }

    public void Dispose() => _panels.Dispose();
}
