using MedAgg.Learning.Baselines;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Tests.Baselines;

public sealed class LogisticRegressionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Two_levels_without_much_penalty_give_their_observed_shares()
    {
        double[][] rows = [.. Enumerable.Range(0, 20).Select(i => new[] { i < 10 ? 0.0 : 1 })];
        bool[] positive = [.. Enumerable.Range(0, 20).Select(i => i < 10 ? i < 3 : i < 16)];
        LogisticRegression model = LogisticRegression.Fit(rows, positive, 1e-9, Token).Value!;
        Assert.Equal(0.3, Portable.Sigmoid(model.Logit([0])), 1e-6);
        Assert.Equal(0.6, Portable.Sigmoid(model.Logit([1])), 1e-6);
    }

    [Fact]
    public void The_gradient_vanishes_at_the_fit()
    {
        (double[][] rows, bool[] positive) = Sample(200, 6);
        const double Penalty = 2.5;
        LogisticRegression model = LogisticRegression.Fit(rows, positive, Penalty, Token).Value!;
        double[] errors = [.. rows.Select((r, i) => Portable.Sigmoid(model.Logit(r)) - (positive[i] ? 1 : 0))];
        Assert.Equal(0, errors.Sum(), 1e-7);
        for (int j = 0; j < 6; j++)
        {
            double slope = rows.Select((r, i) => errors[i] * (r[j] - model.Means[j]) / model.Deviations[j]).Sum() + Penalty * model.Weights[j];
            Assert.Equal(0, slope, 1e-6);
        }
    }

    [Fact]
    public void Separable_constant_and_doubled_features_have_a_finite_fit()
    {
        double[][] rows = [.. Enumerable.Range(0, 30).Select(i => new[] { i, i, 7.0 })];
        bool[] positive = [.. Enumerable.Range(0, 30).Select(i => i >= 15)];
        LogisticRegression model = LogisticRegression.Fit(rows, positive, 0.1, Token).Value!;
        Assert.All(model.Weights, w => Assert.True(double.IsFinite(w)));
        Assert.Equal(model.Weights[0], model.Weights[1], 1e-9);
        Assert.Equal(0, model.Weights[2]);
        Assert.True(model.Logit([29, 29, 7]) > 2);
    }

    [Fact]
    public void A_larger_penalty_shrinks_and_validation_chooses()
    {
        (double[][] rows, bool[] positive) = Sample(60, 40);
        (double[][] others, bool[] truth) = Sample(400, 40, start: 1000);
        double small = LogisticRegression.Fit(rows, positive, 0.01, Token).Value!.Weights.Sum(Math.Abs);
        double large = LogisticRegression.Fit(rows, positive, 100, Token).Value!.Weights.Sum(Math.Abs);
        Assert.True(large < small / 5);
        LogisticRegression best = LogisticRegression.FitBest(rows, positive, others, truth, [0.01, 1, 100], Token).Value!;
        double area = Area(best);
        Assert.All(new[] { 0.01, 1, 100 }, p => Assert.True(area >= Area(LogisticRegression.Fit(rows, positive, p, Token).Value!)));

        double Area(LogisticRegression model) => RocAuc.Of(Predictions.Of([.. others.Select(model.Logit)], truth).Value!)!.Value;
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Equal("BASELINE_ONE_CLASS", LogisticRegression.Fit([[1], [2]], [true, true], 1, Token).Refusal!.Code);
        Assert.Equal("BASELINE_ROWS", LogisticRegression.Fit([[1], [2, 3]], [true, false], 1, Token).Refusal!.Code);
        Assert.Equal("BASELINE_ROWS", LogisticRegression.Fit([], [], 1, Token).Refusal!.Code);
        Assert.Equal("BASELINE_PENALTY", LogisticRegression.Fit([[1], [2]], [true, false], 0, Token).Refusal!.Code);
        Assert.Equal("BASELINE_FEATURE_NOT_FINITE", LogisticRegression.Fit([[1], [double.NaN]], [true, false], 1, Token).Refusal!.Code);
    }

    private static (double[][] Rows, bool[] Positive) Sample(int count, int features, int start = 0)
    {
        double[][] rows = [.. Enumerable.Range(start, count).Select(i => Enumerable.Range(0, features).Select(j => HashCounter.Unit(1, (ulong)i, (ulong)j) * 10 - 3).ToArray())];
        bool[] positive = [.. rows.Select((r, i) => r[0] + r[1] / 2 + 6 * HashCounter.Unit(2, (ulong)(start + i)) > 6)];
        return (rows, positive);
    }
}
