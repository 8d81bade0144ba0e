namespace MedAgg.Learning.Tensors;

/// <summary>The reference: plain loops in the order that every other set must reproduce.</summary>
internal sealed unsafe class ScalarKernels : ConvolutionKernels
{
    public override void Convolve(in ConvolutionPass pass)
    {
        nint panelStride = (nint)pass.WindowRows * pass.Run * PanelWidth;
        float* sums = stackalloc float[PanelWidth];
        for (int first = 0; first < pass.Channels; first += PanelWidth)
        {
            float* panel = pass.Panels + first / PanelWidth * panelStride;
            int valid = Math.Min(PanelWidth, pass.Channels - first);
            for (int pixel = 0; pixel < pass.Pixels; pixel++)
            {
                new Span<float>(sums, PanelWidth).Clear();
                float* weights = panel;
                float* row = pass.Input + pass.InputOffsets[pixel];
                for (int y = 0; y < pass.WindowRows; y++, row += pass.WindowRowStride)
                {
                    for (int k = 0; k < pass.Run; k++, weights += PanelWidth)
                    {
                        for (int c = 0; c < PanelWidth; c++)
                            sums[c] = MathF.FusedMultiplyAdd(row[k], weights[c], sums[c]);
                    }
                }
                float* output = pass.Output + pass.OutputOffsets[pixel] + first;
                for (int c = 0; c < valid; c++)
                    output[c] = sums[c];
            }
        }
    }

    public override void AddWeightGradient(in WeightGradientPass pass)
    {
        for (int image = 0; image < pass.Images; image++)
        {
            for (int y = 0; y < pass.Height; y++)
            {
                float* input = pass.Input + image * pass.InputImageStep + y * pass.InputRowStep;
                float* gradient = pass.Gradient + image * pass.GradientImageStep + y * pass.GradientRowStep;
                for (int x = 0; x < pass.Width; x++, input += pass.InputPixelStep, gradient += pass.GradientPixelStep)
                    AddPixel(pass, input, gradient);
            }
        }
    }

    private static void AddPixel(in WeightGradientPass pass, float* input, float* gradient)
    {
        for (int k = 0; k < pass.WindowValues; k++)
        {
            float value = input[pass.WindowOffsets[k]];
            float* sums = pass.Sums + (nint)k * pass.PaddedChannels;
            for (int c = 0; c < pass.PaddedChannels; c++)
                sums[c] = MathF.FusedMultiplyAdd(value, gradient[c], sums[c]);
        }
    }
}
