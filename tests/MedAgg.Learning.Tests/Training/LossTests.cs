using MedAgg.Learning.Numerics;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Training;

public sealed class LossTests
{
    [Fact]
    public void Binary_loss_of_known_logits()
    {
        float[] gradients = new float[2];
        double loss = Loss.Compute([0, (float)Math.Log(3)], [1, 0], null, gradients);
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 2, loss, 1e-7);
        Assert.Equal(-0.25f, gradients[0], 1e-7f);
        Assert.Equal(0.375f, gradients[1], 1e-7f);
    }

    [Fact]
    public void Class_weights_weigh_the_mean()
    {
        double loss = Loss.Compute([0, 2], [1, 0], [1, 3], new float[2]);
        Assert.Equal((3 * Math.Log(2) + Math.Log(1 + Math.Exp(2))) / 4, loss, 1e-7);
    }

    [Fact]
    public void Extreme_logits_stay_finite()
    {
        float[] gradients = new float[3];
        Assert.Equal(1e30 / 3, Loss.Compute([1e30f, -1e30f, 90], [0, 0, 1], null, gradients), 1e24);
        Assert.Equal(1f / 3, gradients[0], 1e-6f);
        Assert.Equal(2000, Loss.Compute([1000, -1000], [1], null, new float[2]), 1e-9);
        Assert.False(double.IsFinite(Loss.Compute([float.NaN], [0], null, new float[1])));
        Assert.False(double.IsFinite(Loss.Compute([float.NaN, 1, 2], [1], null, new float[3])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Gradient_is_the_slope(int outputs)
    {
        const int Images = 5;
        double[] weights = [.. Enumerable.Range(0, Math.Max(2, outputs)).Select(k => 1 + 0.5 * k)];
        float[] logits = [.. Enumerable.Range(0, Images * outputs).Select(i => (float)(HashCounter.Unit(4, (ulong)i) * 6 - 3))];
        int[] labels = [.. Enumerable.Range(0, Images).Select(i => i % weights.Length)];
        float[] gradients = new float[logits.Length];
        Loss.Compute(logits, labels, weights, gradients);
        for (int i = 0; i < logits.Length; i++)
        {
            float[] up = (float[])logits.Clone();
            float[] down = (float[])logits.Clone();
            up[i] += 1f / 128;
            down[i] -= 1f / 128;
            double slope = (Loss.Compute(up, labels, weights, new float[logits.Length]) - Loss.Compute(down, labels, weights, new float[logits.Length])) * 64;
            Assert.Equal(slope, gradients[i], 1e-5);
        }
    }

    [Fact]
    public void Labels_and_weights_that_do_not_fit_are_mistakes_of_the_caller()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Compute([1], [2], null, new float[1]));
        Assert.Throws<ArgumentException>(() => Loss.Compute([1], [1], [1], new float[1]));
        Assert.Throws<ArgumentException>(() => Loss.Compute([1], [1], [1, -1], new float[1]));
        Assert.Throws<ArgumentException>(() => Loss.Compute([1, 2, 3], [1, 1], null, new float[3]));
    }
}
