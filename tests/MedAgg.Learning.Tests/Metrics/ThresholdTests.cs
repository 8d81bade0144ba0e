using MedAgg.Learning.Metrics;

namespace MedAgg.Learning.Tests.Metrics;

public sealed class ThresholdTests
{
    [Theory] // Newcombe, Statistics in Medicine 17, 1998, table I, method 3
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_interval_reproduces_published_values(int hits, int total, double low, double high)
    {
        Proportion share = Proportion.Of(hits, total);
        Assert.Equal(low, share.Wilson!.Low, 5e-5);
        Assert.Equal(high, share.Wilson.High, 5e-5);
    }

    [Fact]
    public void A_share_of_nothing_is_unknown()
    {
        Proportion share = Proportion.Of(0, 0);
        Assert.Null(share.Value);
        Assert.Null(share.Wilson);
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Of(3, 2));
    }

    [Fact]
    public void Wilson_interval_turns_around_with_the_share()
    {
        for (int hits = 0; hits <= 17; hits++)
        {
            Interval one = Proportion.Of(hits, 17).Wilson!;
            Interval other = Proportion.Of(17 - hits, 17).Wilson!;
            Assert.Equal(one.Low, 1 - other.High, 1e-12);
            Assert.True(one.Contains(hits / 17.0));
        }
    }

    [Fact]
    public void Confusion_matrix_counts_a_score_at_the_threshold_as_called()
    {
        ConfusionMatrix matrix = ConfusionMatrix.At(Cases.Of([0.1, 0.5, 0.5, 0.9, 0.2], [0, 0, 1, 1, 1]), 0.5);
        Assert.Equal(new ConfusionMatrix(2, 1, 1, 1), matrix);
        Assert.Equal(2.0 / 3, matrix.Sensitivity.Value!.Value, 1e-15);
        Assert.Equal(0.5, matrix.Specificity.Value!.Value, 1e-15);
        Assert.Equal(2.0 / 3, matrix.PositivePredictiveValue.Value!.Value, 1e-15);
        Assert.Equal(0.5, matrix.NegativePredictiveValue.Value!.Value, 1e-15);
        Assert.Equal(0.6, matrix.Accuracy.Value!.Value, 1e-15);
        Assert.Equal(2.0 / 3, matrix.F1!.Value, 1e-15);
        Assert.Equal(7.0 / 12, matrix.BalancedAccuracy!.Value, 1e-15);
        Assert.Equal(1 / 6.0, matrix.MatthewsCorrelation!.Value, 1e-15);
    }

    [Fact]
    public void Matthews_correlation_reproduces_a_known_example() =>
        Assert.Equal(-1.0 / 3, ConfusionMatrix.At(Cases.Of([1, 0, 1, 1], [1, 1, 1, 0]), 0.5).MatthewsCorrelation!.Value, 1e-15);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 0, 5, 0)]
    public void What_has_no_denominator_is_unknown(int tp, int fp, int tn, int fn)
    {
        ConfusionMatrix matrix = new(tp, fp, tn, fn);
        Assert.Null(matrix.F1);
        Assert.Null(matrix.MatthewsCorrelation);
        Assert.Null(matrix.Sensitivity.Value);
        Assert.Null(matrix.PositivePredictiveValue.Value);
        Assert.Null(matrix.BalancedAccuracy);
    }

    [Theory]
    [InlineData(ThresholdRule.Youden, 0, 0.6, 2, 1)]
    [InlineData(ThresholdRule.Sensitivity, 1.0, 0.2, 3, 3)]
    [InlineData(ThresholdRule.Sensitivity, 0.6, 0.6, 2, 1)]
    [InlineData(ThresholdRule.Sensitivity, 0.0, 0.9, 0, 1)]
    [InlineData(ThresholdRule.Specificity, 0.5, 0.5, 2, 2)]
    [InlineData(ThresholdRule.Specificity, 0.0, 0.1, 3, 4)]
    public void Threshold_follows_its_rule(ThresholdRule rule, double wanted, double threshold, int hits, int alarms)
    {
        // By falling score: 0.9 negative, 0.8 and 0.6 positive, 0.5 and 0.4 negative, 0.2 positive, 0.1 negative.
        Predictions validation = Cases.Of([0.9, 0.8, 0.6, 0.5, 0.4, 0.2, 0.1], [0, 1, 1, 0, 0, 1, 0]);
        FrozenThreshold chosen = FrozenThreshold.Choose(validation, rule, wanted)!;
        Assert.Equal(threshold, chosen.Value);
        Assert.Equal((hits, alarms), (chosen.ChosenOn.TruePositives, chosen.ChosenOn.FalsePositives));
        Assert.Equal(rule == ThresholdRule.Youden ? null : wanted, chosen.Wanted);
    }

    [Fact]
    public void A_specificity_that_no_call_can_keep_gives_a_finite_threshold_that_calls_nothing()
    {
        FrozenThreshold chosen = FrozenThreshold.Choose(Cases.Of([3, 2, 1], [0, 1, 1]), ThresholdRule.Specificity, 1)!;
        Assert.True(double.IsFinite(chosen.Value));
        Assert.Equal(new ConfusionMatrix(0, 0, 1, 2), chosen.ChosenOn);
    }

    [Fact]
    public void Of_equal_Youden_points_the_more_sensitive_is_taken()
    {
        // Sensitivity - false positive rate is 1/2 at 4 and at 1.
        Predictions validation = Cases.Of([4, 3, 1, 0], [1, 0, 1, 0]);
        Assert.Equal(1, FrozenThreshold.Choose(validation, ThresholdRule.Youden)!.Value);
    }

    [Fact]
    public void No_threshold_comes_from_one_class() =>
        Assert.Null(FrozenThreshold.Choose(Cases.Of([1, 2], [1, 1]), ThresholdRule.Youden));
}
