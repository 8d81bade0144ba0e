using MedAgg.Learning.Metrics;
using MedAgg.Learning.Numerics;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Tests.Metrics;

public sealed class AucTests
{
    [Theory]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { 0, 0, 1, 1 }, 0.75)]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { 0, 0, 1, 1 }, 1)]
    [InlineData(new[] { 4.0, 3, 2, 1 }, new[] { 0, 0, 1, 1 }, 0)]
    [InlineData(new[] { 5.0, 5, 5, 5 }, new[] { 0, 1, 0, 1 }, 0.5)]
    [InlineData(new[] { 1.0, 2, 2, 3 }, new[] { 0, 0, 1, 1 }, 0.875)]
    public void Area_is_the_share_of_won_pairs(double[] scores, int[] truth, double area)
    {
        Assert.Equal(area, RocAuc.Of(Cases.Of(scores, truth))!.Value, 1e-15);
        Assert.Equal(area, DeLong.Estimate(Cases.Of(scores, truth))!.Auc, 1e-15);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2 }, new[] { 1, 1 })]
    [InlineData(new[] { 1.0, 2 }, new[] { 0, 0 })]
    [InlineData(new double[0], new int[0])]
    public void Area_is_unknown_without_both_classes(double[] scores, int[] truth)
    {
        Predictions cases = Cases.Of(scores, truth);
        Assert.Null(RocAuc.Of(cases));
        Assert.Null(DeLong.Estimate(cases));
        Assert.Null(DeLong.Compare(cases, cases));
        Assert.Null(ClusteredAuc.Estimate(cases));
        Assert.Null(PatientBootstrap.Auc(cases, new BootstrapOptions()));
        Assert.Empty(RocCurve.Points(cases));
    }

    [Fact]
    public void A_single_positive_has_an_area_but_no_interval()
    {
        AucEstimate estimate = DeLong.Estimate(Cases.Of([1, 2, 3], [0, 0, 1]))!;
        Assert.Equal(1, estimate.Auc);
        Assert.Null(estimate.Variance);
        Assert.Null(estimate.Interval());
    }

    [Fact]
    public void DeLong_reproduces_the_published_figures_of_Hanley_and_McNeil()
    {
        AucEstimate estimate = DeLong.Estimate(Cases.HanleyMcNeil())!;
        Assert.Equal(0.8932, estimate.Auc, 5e-5);
        Assert.Equal(0.0307, estimate.StandardError!.Value, 5e-5);
        Assert.Equal(0.83295, estimate.Interval()!.Low, 5e-6);
        Assert.Equal(0.95339, estimate.Interval()!.High, 5e-6);
    }

    [Fact]
    public void DeLong_equals_a_count_over_all_pairs()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            Predictions first = Cases.Random(60 + (int)seed, seed, levels: seed % 2 == 0 ? 5 : 1000);
            Predictions second = first.WithScores(s => Math.Round(s * 7 % 1.3, 2));
            (double aucA, double[] posA, double[] negA) = PairCount(first);
            (double aucB, double[] posB, double[] negB) = PairCount(second);
            Assert.Equal(aucA, RocAuc.Of(first)!.Value, 1e-12);
            AucEstimate estimate = DeLong.Estimate(first)!;
            Assert.Equal(aucA, estimate.Auc, 1e-12);
            Assert.Equal(Covariance(posA, posA) / posA.Length + Covariance(negA, negA) / negA.Length, estimate.Variance!.Value, 1e-14);
            PairedAucTest test = DeLong.Compare(first, second)!;
            double variance = (Covariance(posA, posA) + Covariance(posB, posB) - 2 * Covariance(posA, posB)) / posA.Length
                + (Covariance(negA, negA) + Covariance(negB, negB) - 2 * Covariance(negA, negB)) / negA.Length;
            Assert.Equal(aucA - aucB, test.Difference, 1e-12);
            Assert.Equal(variance, test.Variance!.Value, 1e-13);
            double expected = variance < 1e-15 ? 1 : 2 * Normal.UpperTail(Math.Abs(aucA - aucB) / Math.Sqrt(variance));
            Assert.Equal(expected, test.PValue!.Value, 1e-9);
        }
    }

    [Fact]
    public void Engines_that_rank_alike_do_not_differ()
    {
        Predictions cases = Cases.Random(80, 3);
        PairedAucTest test = DeLong.Compare(cases, cases.WithScores(s => Math.Sqrt(s + 1)))!;
        Assert.Equal(0, test.Difference);
        Assert.Equal(1, test.PValue);
        Assert.Null(test.Z);
    }

    [Fact]
    public void A_paired_test_refuses_other_cases() =>
        Assert.Throws<ArgumentException>(() => DeLong.Compare(Cases.Of([1, 2], [0, 1]), Cases.Of([1, 2], [1, 0])));

    [Fact]
    public void Area_does_not_change_when_scores_are_stretched_and_turns_around_when_negated()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            Predictions cases = Cases.Random(100, seed);
            double area = RocAuc.Of(cases)!.Value;
            Assert.Equal(area, RocAuc.Of(cases.WithScores(s => s * s * s + 2 * s - 7))!.Value, 1e-15);
            Assert.Equal(1 - area, RocAuc.Of(cases.WithScores(s => -s))!.Value, 1e-14);
        }
    }

    [Fact]
    public void Area_equals_the_trapezoids_under_its_curve()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Predictions cases = Cases.Random(90, seed, levels: 6);
            IReadOnlyList<RocPoint> points = RocCurve.Points(cases);
            double area = points.Zip(points.Skip(1), (a, b) => (b.FalsePositiveRate - a.FalsePositiveRate) * (a.Sensitivity + b.Sensitivity) / 2).Sum();
            Assert.Equal(area, RocAuc.Of(cases)!.Value, 1e-12);
            Assert.Equal(new RocPoint(null, 0, 0), points[0]);
            Assert.Equal((1.0, 1.0), (points[^1].FalsePositiveRate, points[^1].Sensitivity));
        }
    }

    [Fact]
    public void Clustered_variance_is_DeLongs_with_one_case_a_patient()
    {
        Predictions cases = Cases.Random(120, 5);
        Assert.Equal(DeLong.Estimate(cases)!.Variance!.Value, ClusteredAuc.Estimate(cases)!.Variance!.Value, 1e-15);
    }

    [Fact]
    public void Repeating_a_patients_image_brings_no_certainty_to_the_clustered_variance()
    {
        Predictions once = Cases.Random(120, 6);
        Predictions thrice = once.Take([.. Enumerable.Range(0, 120).SelectMany(i => new[] { i, i, i })]);
        Assert.Equal(ClusteredAuc.Estimate(once)!.Variance!.Value, ClusteredAuc.Estimate(thrice)!.Variance!.Value, 1e-14);
        Assert.True(DeLong.Estimate(thrice)!.Variance < DeLong.Estimate(once)!.Variance / 2.5);
    }

    [Fact]
    public void Logit_interval_stays_below_one()
    {
        AucEstimate estimate = new(0.995, 0.004 * 0.004);
        Assert.Equal(1, estimate.Interval()!.High);
        Interval logit = estimate.LogitInterval()!;
        Assert.InRange(logit.High, 0.995, 0.9999);
        Assert.InRange(logit.Low, 0.97, 0.995);
        Assert.Null(new AucEstimate(1, 0).LogitInterval());
    }

    [Fact]
    public void Scores_that_no_metric_could_be_true_about_are_refused()
    {
        Assert.Equal("METRIC_SCORE_NOT_FINITE", Predictions.Of([1, double.NaN], [true, false]).Refusal!.Code);
        Assert.Equal("METRIC_LENGTHS_DIFFER", Predictions.Of([1], [true, false]).Refusal!.Code);
        Outcome<Predictions> groups = Predictions.Of([1], [true], ["a", "b"]);
        Assert.Equal("METRIC_LENGTHS_DIFFER", groups.Refusal!.Code);
    }

    private static (double Auc, double[] Pos, double[] Neg) PairCount(Predictions cases)
    {
        double[] positives = [.. Enumerable.Range(0, cases.Count).Where(i => cases.Positive[i]).Select(i => cases.Scores[i])];
        double[] negatives = [.. Enumerable.Range(0, cases.Count).Where(i => !cases.Positive[i]).Select(i => cases.Scores[i])];
        double Won(double p, double n) => p > n ? 1 : p == n ? 0.5 : 0;
        double[] pos = [.. positives.Select(p => negatives.Average(n => Won(p, n)))];
        double[] neg = [.. negatives.Select(n => positives.Average(p => Won(p, n)))];
        return (pos.Average(), pos, neg);
    }

    private static double Covariance(double[] a, double[] b)
    {
        double meanA = a.Average();
        double meanB = b.Average();
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum() / (a.Length - 1);
    }
}
