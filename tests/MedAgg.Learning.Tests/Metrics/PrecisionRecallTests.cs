using MedAgg.Learning.Metrics;

namespace MedAgg.Learning.Tests.Metrics;

public sealed class PrecisionRecallTests
{
    [Theory]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { 0, 0, 1, 1 }, 0.83333333333333333)]
    [InlineData(new[] { 1.0, 1, 1, 1 }, new[] { 0, 0, 0, 1 }, 0.25)]
    [InlineData(new[] { 3.0, 2, 1 }, new[] { 1, 1, 0 }, 1)]
    [InlineData(new[] { 3.0, 2, 1 }, new[] { 0, 0, 1 }, 0.33333333333333333)]
    public void Average_precision_sums_steps(double[] scores, int[] truth, double expected) =>
        Assert.Equal(expected, PrecisionRecall.Average(Cases.Of(scores, truth))!.Value, 1e-15);

    [Fact]
    public void Average_precision_equals_the_steps_of_its_curve()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            Predictions cases = Cases.Random(70, seed, levels: 8);
            IReadOnlyList<PrecisionRecallPoint> points = PrecisionRecall.Points(cases);
            double sum = 0;
            double before = 0;
            foreach (PrecisionRecallPoint point in points)
            {
                sum += (point.Recall - before) * point.Precision;
                before = point.Recall;
                int called = Enumerable.Range(0, cases.Count).Count(i => cases.Scores[i] >= point.Threshold);
                Assert.Equal(ConfusionMatrix.At(cases, point.Threshold).TruePositives / (double)called, point.Precision, 1e-15);
            }
            Assert.Equal(1, before);
            Assert.Equal(sum, PrecisionRecall.Average(cases)!.Value, 1e-12);
        }
    }

    [Fact]
    public void Scores_without_meaning_reach_the_prevalence() =>
        Assert.Equal(0.3, PrecisionRecall.Average(Cases.Of([.. Enumerable.Repeat(1.0, 10)], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]))!.Value, 1e-15);

    [Fact]
    public void Average_precision_is_unknown_without_both_classes()
    {
        Assert.Null(PrecisionRecall.Average(Cases.Of([1, 2], [0, 0])));
        Assert.Null(PrecisionRecall.Average(Cases.Of([1, 2], [1, 1])));
        Assert.Empty(PrecisionRecall.Points(Cases.Of([1, 2], [0, 0])));
    }
}
