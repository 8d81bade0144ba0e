using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Imaging.Pixels;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Jobs.Tests.Experiments;

public sealed class PreparedPictureTests
{
    // 32×16 pixels: red to the left, blue to the right.
    private static readonly DisplayImage Coloured = new(32, 16, 3, 8, [.. Enumerable.Range(0, 32 * 16).SelectMany(i => i % 32 < 16 ? (byte[])[200, 0, 0] : [0, 0, 100])]);

    [Fact]
    public void Colours_stay_beside_each_other_and_the_rest_is_black()
    {
        byte[] picture = PreparedPicture.Of(Coloured, new() { Size = 16, Color = ColorKind.Rgb });

        Assert.Equal(16 * 16 * 3, picture.Length);
        Assert.Equal([0, 0, 0], At(picture, 0, 0));
        Assert.Equal([200, 0, 0], At(picture, 8, 3));
        Assert.Equal([0, 0, 100], At(picture, 8, 12));
    }

    [Fact]
    public void Grey_is_the_luma_of_colours()
    {
        byte[] picture = PreparedPicture.Of(Coloured, new() { Size = 16 });

        Assert.Equal(16 * 16, picture.Length);
        Assert.Equal((60, 11), (picture[8 * 16 + 3], picture[8 * 16 + 12]));
    }

    [Fact]
    public void A_grey_picture_has_the_same_value_in_each_colour()
    {
        byte[] picture = PreparedPicture.Of(new(16, 16, 1, 8, [.. Enumerable.Range(0, 256).Select(i => (byte)i)]), new() { Size = 16, Color = ColorKind.Rgb });
        Assert.Equal([35, 35, 35], At(picture, 2, 3));
    }

    private static int[] At(byte[] picture, int row, int column) => [.. picture.Skip((row * 16 + column) * 3).Take(3).Select(value => (int)value)];
}
