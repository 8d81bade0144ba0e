using MedAgg.Learning.Numerics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Dropout whose mask is a hash of (seed, step, layer, image, value): the same on any number of threads, and made again on the way back.</summary>
internal sealed class Dropout(DropoutSpec spec, TensorShape shape, int number) : Layer(shape, shape)
{
    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs) => Mask(pass, group, inputs, outputs);

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        if (inputGradients is not null)
            Mask(pass, group, outputGradients, inputGradients);
    }

    private void Mask(Pass pass, Group group, Tensor from, Tensor to)
    {
        float scale = 1 / (1 - spec.Rate);
        int width = Input.Width * Input.Channels;
        ulong stream = HashCounter.Bits(pass.Seed, 0xD0D0, (ulong)pass.Step, (ulong)number);
        for (int image = group.First; image < group.End; image++)
        {
            for (int y = 0; y < Input.Height; y++)
            {
                ReadOnlySpan<float> source = from.Row(image, y);
                Span<float> target = to.Row(image, y);
                for (int i = 0; i < width; i++)
                {
                    bool stays = !pass.Training || HashCounter.Unit(stream, (ulong)image, (ulong)(y * width + i)) >= spec.Rate;
                    target[i] = !pass.Training ? source[i] : stays ? source[i] * scale : 0;
                }
            }
        }
    }
}
