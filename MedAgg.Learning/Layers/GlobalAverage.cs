using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>The mean over all pixels: float along a row, double along rows.</summary>
internal sealed class GlobalAverage(TensorShape input) : Layer(input, new TensorShape(1, 1, input.Channels))
{
    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs)
    {
        float[] row = new float[Input.Channels];
        double[] sums = new double[Input.Channels];
        for (int image = group.First; image < group.End; image++)
        {
            Array.Clear(sums);
            for (int y = 0; y < Input.Height; y++)
            {
                Array.Clear(row);
                ReadOnlySpan<float> values = inputs.Row(image, y);
                for (int x = 0; x < Input.Width; x++)
                {
                    ReadOnlySpan<float> pixel = values.Slice(x * Input.Channels, Input.Channels);
                    for (int c = 0; c < pixel.Length; c++)
                        row[c] += pixel[c];
                }
                for (int c = 0; c < row.Length; c++)
                    sums[c] += row[c];
            }
            Span<float> output = outputs.Row(image, 0);
            for (int c = 0; c < sums.Length; c++)
                output[c] = (float)(sums[c] / Input.Pixels);
        }
    }

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        if (inputGradients is null)
            return;
        float[] share = new float[Input.Channels];
        for (int image = group.First; image < group.End; image++)
        {
            ReadOnlySpan<float> gradient = outputGradients.Row(image, 0);
            for (int c = 0; c < share.Length; c++)
                share[c] = gradient[c] / Input.Pixels;
            for (int y = 0; y < Input.Height; y++)
            {
                Span<float> row = inputGradients.Row(image, y);
                for (int x = 0; x < Input.Width; x++)
                    share.CopyTo(row[(x * Input.Channels)..]);
            }
        }
    }
}
