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
        for (int first = 0; first < outputs; first += ConvolutionKernels.PanelWidth)
        {
            float* panel = _panels.Pointer + (nint)first * windowValues;
            int valid = Math.Min(ConvolutionKernels.PanelWidth, outputs - first);
            for (int k = 0; k < windowValues; k++)
                new Span<float>(weights + (nint)k * outputs + first, valid).CopyTo(new Span<float>(panel + k * ConvolutionKernels.PanelWidth, valid));
        }
    }

    /// <summary>
    /// Weights for the way back: window turned around, inputs and outputs exchanged. Here <c>outputs</c> of this object are the inputs of the layer.
    /// </summary>
    public void PackTurned(Pass pass, float* weights, int windowPixels, int layerOutputs)
    {
        if (_version == pass.Parameters.Version)
            return;
        _version = pass.Parameters.Version;
        int layerInputs = outputs;
        for (int pixel = 0; pixel < windowPixels; pixel++)
        {
            float* source = weights + (nint)(windowPixels - 1 - pixel) * layerInputs * layerOutputs;
            for (int input = 0; input < layerInputs; input++)
            {
                int first = input / ConvolutionKernels.PanelWidth * ConvolutionKernels.PanelWidth;
                float* target = _panels.Pointer + (nint)first * windowValues + (nint)pixel * layerOutputs * ConvolutionKernels.PanelWidth + (input - first);
                for (int output = 0; output < layerOutputs; output++)
                    target[output * ConvolutionKernels.PanelWidth] = source[(nint)input * layerOutputs + output];
            }
        }
    }

    public void Dispose() => _panels.Dispose();
}
