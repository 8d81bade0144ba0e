using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>max(x, 0) where no batch norm stands in front. The gradient at exactly 0 is 0.</summary>
internal sealed unsafe class Relu(TensorShape shape) : Layer(shape, shape)
{
    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs)
    {
        for (int image = group.First; image < group.End; image++)
        {
            for (int y = 0; y < Input.Height; y++)
            {
                float* from = inputs.Inside(image) + y * inputs.RowStride;
                float* to = outputs.Inside(image) + y * outputs.RowStride;
                int values = Input.Width * Input.Channels;
                for (int i = 0; i < values; i += Lanes.Width)
                    Lanes.Store(Lanes.AtLeast(Vector256.Load(from + i), Vector256<float>.Zero), to + i, values - i);
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
            {
                float* from = inputs.Inside(image) + y * inputs.RowStride;
                float* gradient = outputGradients.Inside(image) + y * outputGradients.RowStride;
                float* back = inputGradients.Inside(image) + y * inputGradients.RowStride;
                int values = Input.Width * Input.Channels;
                for (int i = 0; i < values; i += Lanes.Width)
                    Lanes.Store(Vector256.Load(gradient + i) & Vector256.GreaterThan(Vector256.Load(from + i), Vector256<float>.Zero), back + i, values - i);
            }
        }
    }
}
