using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Largest value or mean of each window; a rest at the right and bottom edge is in no window and gets no gradient.</summary>
internal sealed class Pool(int window, bool takesMean, TensorShape input)
    : Layer(input, new TensorShape(input.Height / window, input.Width / window, input.Channels))
{
    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs)
    {
        for (int image = group.First; image < group.End; image++)
        {
            for (int y = 0; y < Output.Height; y++)
            {
                Span<float> output = outputs.Row(image, y);
                output.Fill(takesMean ? 0 : float.NegativeInfinity);
                for (int dy = 0; dy < window; dy++)
                {
                    ReadOnlySpan<float> row = inputs.Row(image, y * window + dy);
                    for (int x = 0; x < Output.Width * window; x++)
                        Merge(row.Slice(x * Input.Channels, Input.Channels), output.Slice(x / window * Input.Channels, Input.Channels));
                }
                for (int i = 0; takesMean && i < output.Length; i++)
                    output[i] /= window * window;
            }
        }
    }

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        if (inputGradients is null)
            return;
        for (int image = group.First; image < group.End; image++)
        {
            for (int y = 0; y < Input.Height; y++)
                inputGradients.Row(image, y).Clear();
            for (int y = 0; y < Output.Height; y++)
            {
                for (int i = 0; i < Output.Width * Output.Channels; i++)
                    BackCell(inputs, outputs, outputGradients, inputGradients, image, y, i);
            }
        }
    }

    private void Merge(ReadOnlySpan<float> values, Span<float> merged)
    {
        for (int c = 0; c < values.Length; c++)
        {
            if (takesMean)
                merged[c] += values[c];
            else if (values[c] > merged[c] || float.IsNaN(values[c]))
                merged[c] = values[c];
        }
    }

    // Of equal values the first one takes the gradient of a maximum.
    private void BackCell(Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor inputGradients, int image, int y, int i)
    {
        float gradient = outputGradients.Row(image, y)[i];
        float best = outputs.Row(image, y)[i];
        int start = i / Input.Channels * window * Input.Channels + i % Input.Channels;
        for (int dy = 0; dy < window; dy++)
        {
            Span<float> back = inputGradients.Row(image, y * window + dy);
            ReadOnlySpan<float> values = inputs.Row(image, y * window + dy);
            for (int dx = 0; dx < window; dx++)
            {
                int place = start + dx * Input.Channels;
                if (takesMean)
                {
                    back[place] = gradient / (window * window);
                }
                else if (values[place] == best)
                {
                    back[place] = gradient;
                    return;
                }
            }
        }
    }
}
