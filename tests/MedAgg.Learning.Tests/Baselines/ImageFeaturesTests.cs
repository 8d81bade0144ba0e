using MedAgg.Learning.Baselines;
using MedAgg.Learning.Tests.Training;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Baselines;

public sealed class ImageFeaturesTests
{
    [Fact]
    public void Every_value_has_a_name_and_is_a_number()
    {
        foreach (double[] row in ImageFeatures.OfAll(TinyImages.Blobs(10, 1), 255, TestContext.Current.CancellationToken))
        {
            Assert.Equal(ImageFeatures.Names.Count, row.Length);
            Assert.All(row, v => Assert.True(double.IsFinite(v)));
        }
        Assert.Equal(ImageFeatures.Names.Count, ImageFeatures.Names.Distinct().Count());
    }

    [Fact]
    public void A_flat_image_has_no_spread_and_no_edges()
    {
        double[] row = ImageFeatures.Of(Enumerable.Repeat(255.0, 64).ToArray(), 8, 8, 255);
        Assert.Equal(255, Feature(row, "mean"));
        Assert.Equal(0, Feature(row, "deviation"));
        Assert.Equal(0, Feature(row, "kurtosis"));
        Assert.Equal(1, Feature(row, "histogram 15"));
        Assert.Equal(1, Feature(row, "pattern 1 bin 8"));
        Assert.Equal(0, Enumerable.Range(0, 16).Sum(c => Enumerable.Range(0, 9).Sum(b => Feature(row, $"gradient cell {c} bin {b}"))));
    }

    [Fact]
    public void A_vertical_edge_falls_into_the_first_orientation()
    {
        double[] gray = [.. Enumerable.Range(0, 256).Select(i => i % 16 < 8 ? 0.0 : 200)];
        double[] row = ImageFeatures.Of(gray, 16, 16, 255);
        Assert.Equal(1, Enumerable.Range(0, 16).Sum(c => Math.Pow(Feature(row, $"gradient cell {c} bin 0"), 2)), 1e-6);
        Assert.Equal(0.5, Feature(row, "histogram 0"));
        Assert.Equal(100, Feature(row, "mean"));
        Assert.Equal(1, Feature(row, "kurtosis"), 1e-12);
        Assert.Equal(0, Feature(row, "quantile 0.25"));
    }

    [Fact]
    public void Features_separate_what_the_eye_separates()
    {
        ByteImages images = TinyImages.Blobs(80, 3);
        IReadOnlyList<double[]> rows = ImageFeatures.OfAll(images, 255, TestContext.Current.CancellationToken);
        bool[] positive = [.. Enumerable.Range(0, 80).Select(i => images.Label(i) == 1)];
        LogisticRegression model = LogisticRegression.Fit([.. rows.Take(40)], positive[..40], 1, TestContext.Current.CancellationToken).Value!;
        Assert.All(Enumerable.Range(40, 40), i => Assert.Equal(positive[i], model.Logit(rows[i]) > 0));
    }

    private static double Feature(double[] row, string name) => row[ImageFeatures.Names.ToList().IndexOf(name)];
}
