using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Training;

public sealed class AugmentationTests
{
    private static readonly TensorShape Shape = new(3, 3, 1);
    private static readonly float[] Image = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void Nothing_is_varied_by_default() => Assert.Equal(Image, Vary(new AugmentationOptions(), 0, 0));

    [Fact]
    public void Flips_happen_in_about_half_of_the_cases()
    {
        int flipped = 0;
        for (int image = 0; image < 400; image++)
        {
            float[] found = Vary(new AugmentationOptions { FlipsHorizontally = true }, 1, image);
            Assert.True(found[0] is 1 or 3);
            Assert.Equal(5, found[4]);
            flipped += found[0] == 3 ? 1 : 0;
        }
        Assert.InRange(flipped, 150, 250);
        Assert.Contains(Enumerable.Range(0, 20), i => Vary(new AugmentationOptions { FlipsVertically = true }, 1, i)[0] == 7);
    }

    [Fact]
    public void Shifts_repeat_the_edge_and_reach_both_ends()
    {
        HashSet<float> centers = [];
        for (int image = 0; image < 200; image++)
            centers.Add(Vary(new AugmentationOptions { ShiftPixels = 1 }, 0, image)[4]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], centers.Order());
    }

    [Fact]
    public void Rotation_keeps_the_center_and_the_range()
    {
        for (int image = 0; image < 100; image++)
        {
            float[] found = Vary(new AugmentationOptions { RotateDegrees = 180 }, 0, image);
            Assert.Equal(5, found[4], 1e-5f);
            Assert.All(found, v => Assert.InRange(v, 1 - 1e-4f, 9 + 1e-4f));
            // The left and right neighbours of the center lie opposite each other.
            Assert.Equal(10, found[3] + found[5], 1e-3f);
        }
    }

    [Fact]
    public void Intensity_stays_in_its_range()
    {
        for (int image = 0; image < 100; image++)
        {
            float[] found = Vary(new AugmentationOptions { Contrast = 0.2f, Brightness = 0.5f }, 0, image);
            float factor = (found[8] - found[0]) / 8;
            Assert.InRange(factor, 0.8f, 1.2f);
            Assert.InRange(found[0] - factor, -0.5001f, 0.5001f);
        }
    }

    [Fact]
    public void Epoch_and_image_decide()
    {
        AugmentationOptions options = new() { RotateDegrees = 20, ShiftPixels = 1 };
        Assert.Equal(Vary(options, 3, 4), Vary(options, 3, 4));
        Assert.NotEqual(Vary(options, 3, 4), Vary(options, 4, 4));
        Assert.NotEqual(Vary(options, 3, 4), Vary(options, 3, 5));
    }

    [Fact]
    public void Scale_is_measured_exactly()
    {
        ByteImages images = ByteImages.Of(new TensorShape(1, 2, 1), new byte[] { 0, 2, 4, 6 }, [0, 1]).Value!;
        PixelScale scale = PixelScale.Of(images, TestContext.Current.CancellationToken);
        Assert.Equal(new PixelScale(3, (float)(1 / Math.Sqrt(5))), scale);
        ByteImages flat = ByteImages.Of(new TensorShape(1, 2, 1), new byte[] { 7, 7 }, [0]).Value!;
        Assert.Equal(new PixelScale(7, 1), PixelScale.Of(flat, TestContext.Current.CancellationToken));
    }

    private static float[] Vary(AugmentationOptions options, int epoch, int image)
    {
        float[] values = (float[])Image.Clone();
        new Augmentation(options, Shape, 11).Apply(values, new float[9], epoch, image);
        return values;
    }
}
