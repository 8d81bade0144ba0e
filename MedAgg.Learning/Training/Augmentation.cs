using MedAgg.Learning.Numerics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Training;

/// <summary>
/// Varies a normalised image. Each choice is a hash of (seed, epoch, image, choice): no generator has a state that a checkpoint would have
/// to keep, and threads cannot change it.
/// </summary>
internal sealed class Augmentation(AugmentationOptions options, TensorShape shape, ulong seed)
{
    private bool MovesPixels => options.ShiftPixels > 0 || options.RotateDegrees > 0 || options.FlipsHorizontally || options.FlipsVertically;

    /// <summary>Varies in place, with <paramref name="spare"/> of the same length for the pixels before.</summary>
    public void Apply(Span<float> values, Span<float> spare, int epoch, int image)
    {
        if (MovesPixels)
        {
            values.CopyTo(spare);
            Move(spare, values, epoch, image);
        }
        if (options.Contrast > 0 || options.Brightness > 0)
        {
            float factor = (float)(1 + Even(epoch, image, 5) * options.Contrast);
            float added = (float)(Even(epoch, image, 6) * options.Brightness);
            for (int i = 0; i < values.Length; i++)
                values[i] = values[i] * factor + added;
        }
    }

    // Where each pixel comes from: mirror, turn around the center, shift.
    private void Move(ReadOnlySpan<float> from, Span<float> to, int epoch, int image)
    {
        bool mirrorX = options.FlipsHorizontally && Even(epoch, image, 0) < 0;
        bool mirrorY = options.FlipsVertically && Even(epoch, image, 1) < 0;
        int shiftX = Shift(epoch, image, 2);
        int shiftY = Shift(epoch, image, 3);
        (double cosine, double sine) = Turn(Even(epoch, image, 4) * options.RotateDegrees);
        double centerX = (shape.Width - 1) / 2.0;
        double centerY = (shape.Height - 1) / 2.0;
        for (int y = 0; y < shape.Height; y++)
        {
            for (int x = 0; x < shape.Width; x++)
            {
                double dx = (mirrorX ? shape.Width - 1 - x : x) - shiftX - centerX;
                double dy = (mirrorY ? shape.Height - 1 - y : y) - shiftY - centerY;
                Span<float> target = to.Slice((y * shape.Width + x) * shape.Channels, shape.Channels);
                Sample(from, cosine * dx + sine * dy + centerX, cosine * dy - sine * dx + centerY, target);
            }
        }
    }

    private void Sample(ReadOnlySpan<float> from, double x, double y, Span<float> target)
    {
        double insideX = Math.Clamp(x, 0, shape.Width - 1);
        double insideY = Math.Clamp(y, 0, shape.Height - 1);
        int left = (int)insideX;
        int top = (int)insideY;
        int right = Math.Min(left + 1, shape.Width - 1);
        int bottom = Math.Min(top + 1, shape.Height - 1);
        float fx = (float)(insideX - left);
        float fy = (float)(insideY - top);
        for (int c = 0; c < target.Length; c++)
        {
            float above = from[(top * shape.Width + left) * target.Length + c] * (1 - fx) + from[(top * shape.Width + right) * target.Length + c] * fx;
            float below = from[(bottom * shape.Width + left) * target.Length + c] * (1 - fx) + from[(bottom * shape.Width + right) * target.Length + c] * fx;
            target[c] = above * (1 - fy) + below * fy;
        }
    }

    /// <summary>What is done to an image, for an engine of another make: mirror x, mirror y (0 or 1), shift x, shift y (pixels), turn (degrees), factor, sum.</summary>
    public float[] Code(int epoch, int image) =>
    [
        options.FlipsHorizontally && Even(epoch, image, 0) < 0 ? 1 : 0,
        options.FlipsVertically && Even(epoch, image, 1) < 0 ? 1 : 0,
        Shift(epoch, image, 2), Shift(epoch, image, 3),
        (float)(Even(epoch, image, 4) * options.RotateDegrees),
        (float)(1 + Even(epoch, image, 5) * options.Contrast), (float)(Even(epoch, image, 6) * options.Brightness),
    ];

    // A number in [-1, 1).
    private double Even(int epoch, int image, ulong choice) => HashCounter.Unit(seed, 0xA6, (ulong)epoch, (ulong)image << 3 | choice) * 2 - 1;

    private int Shift(int epoch, int image, ulong choice) =>
        options.ShiftPixels == 0 ? 0 : HashCounter.Below(2 * options.ShiftPixels + 1, seed, 0xA6, (ulong)epoch, (ulong)image << 3 | choice) - options.ShiftPixels;

    // By series: sine and cosine of the library differ between systems.
    private static (double Cosine, double Sine) Turn(double degrees)
    {
        if (degrees == 0)
            return (1, 0);
        double angle = degrees * (Math.PI / 180);
        double cosine = 0;
        double sine = 0;
        double term = 1;
        for (int i = 0; i < 40; i += 2)
        {
            cosine += term;
            term *= angle / (i + 1);
            sine += term;
            term *= -angle / (i + 2);
        }
        return (cosine, sine);
    }
}
