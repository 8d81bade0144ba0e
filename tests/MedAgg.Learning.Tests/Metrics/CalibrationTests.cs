using MedAgg.Learning.Metrics;
using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Tests.Metrics;

public sealed class CalibrationTests
{
    [Fact]
    public void Brier_reproduces_a_known_example()
    {
        Calibration found = Calibration.Of(Cases.Of([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0]))!;
        Assert.Equal(0.0375, found.Brier, 1e-15);
        Assert.Equal(-(2 * Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.7)) / 4, found.LogLoss, 1e-14);
    }

    [Fact]
    public void Expected_error_is_the_weighted_gap_of_stated_bins()
    {
        Calibration found = Calibration.Of(Cases.Of([0.05, 0.15, 0.55, 0.6, 1.0], [0, 1, 1, 0, 1]), CalibrationBinning.EqualWidth, 2)!;
        Assert.Equal([2, 3], found.Bins.Select(b => b.Count));
        Assert.Equal(0.1, found.Bins[0].MeanPredicted!.Value, 1e-15);
        Assert.Equal(0.5, found.Bins[0].Observed.Value!.Value, 1e-15);
        Assert.Equal(0.4 * 0.4 + 0.6 * Math.Abs(2.15 / 3 - 2.0 / 3), found.ExpectedError, 1e-15);
    }

    [Fact]
    public void Empty_bins_are_shown_and_weigh_nothing()
    {
        Calibration found = Calibration.Of(Cases.Of([0.95, 0.99], [1, 1]))!;
        Assert.Equal(10, found.Bins.Count);
        Assert.Null(found.Bins[0].MeanPredicted);
        Assert.Equal(0.03, found.ExpectedError, 1e-15);
        Assert.Null(found.Line);
    }

    [Fact]
    public void Bins_of_equal_mass_hold_as_many_cases_as_each_other()
    {
        Calibration found = Calibration.Of(Cases.Of([0.1, 0.11, 0.12, 0.13, 0.5, 0.9, 0.95], [0, 0, 1, 0, 1, 1, 1]), CalibrationBinning.EqualMass, 3)!;
        Assert.Equal([2, 2, 3], found.Bins.Select(b => b.Count));
        Assert.Equal(0.12, found.Bins[1].Low);
    }

    [Fact]
    public void A_score_outside_zero_and_one_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => Calibration.Of(Cases.Of([1.2], [1])));

    [Fact]
    public void Line_through_two_levels_is_exact()
    {
        // 3 of 10 at p = 0.2 and 6 of 10 at p = 0.8: two levels determine the logistic line.
        Predictions cases = Cases.Of(
            [.. Enumerable.Repeat(0.2, 10), .. Enumerable.Repeat(0.8, 10)],
            [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
        CalibrationLine line = CalibrationLine.Fit(cases)!;
        double slope = (Logit(0.6) - Logit(0.3)) / (Logit(0.8) - Logit(0.2));
        Assert.Equal(slope, line.Slope, 1e-10);
        Assert.Equal(Logit(0.3) - slope * Logit(0.2), line.Intercept, 1e-10);
        // At slope 1 the expected number of positives equals the observed 9.
        Assert.Equal(9, 10 * Portable.Sigmoid(line.InTheLarge + Logit(0.2)) + 10 * Portable.Sigmoid(line.InTheLarge + Logit(0.8)), 1e-9);

        static double Logit(double p) => Math.Log(p / (1 - p));
    }

    [Fact]
    public void Separated_classes_have_no_line()
    {
        Assert.Null(CalibrationLine.Fit(Cases.Of([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])));
        Assert.Null(CalibrationLine.Fit(Cases.Of([0.5, 0.5], [0, 1])));
    }

    [Fact]
    public void Temperature_of_a_symmetric_case_is_exact()
    {
        // 8 of 10 right at |logit| = 2: the best probability is 0.8, so T = 2 / ln 4.
        Predictions cases = Cases.Of(
            [.. Enumerable.Repeat(2.0, 10), .. Enumerable.Repeat(-2.0, 10)],
            [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
        TemperatureScaling found = TemperatureScaling.Fit(cases)!;
        Assert.Equal(2 / Math.Log(4), found.Temperature, 1e-12);
        Assert.False(found.IsAtBound);
        Assert.Equal(0, Calibration.Of(found.Apply(cases))!.ExpectedError, 1e-12);
    }

    [Fact]
    public void Temperature_is_the_best_of_its_neighbours_and_keeps_the_order()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Predictions logits = Cases.Random(200, seed, levels: 500).WithScores(s => (s - 0.6) * 9);
            TemperatureScaling found = TemperatureScaling.Fit(logits)!;
            double best = Loss(found.Temperature);
            Assert.True(best <= Loss(found.Temperature * 1.01) && best <= Loss(found.Temperature * 0.99));
            Assert.Equal(RocAuc.Of(logits)!.Value, RocAuc.Of(found.Apply(logits))!.Value, 1e-12);

            double Loss(double t) => Calibration.Of(logits.WithScores(z => 1 / (1 + Math.Exp(-z / t))))!.LogLoss;
        }
    }

    [Fact]
    public void Temperature_of_separated_classes_is_at_its_bound()
    {
        Assert.Equal(new TemperatureScaling(0.001, true), TemperatureScaling.Fit(Cases.Of([-1, 1], [0, 1])));
        Assert.Equal(new TemperatureScaling(1000, true), TemperatureScaling.Fit(Cases.Of([1, -1], [0, 1])));
        Assert.Null(TemperatureScaling.Fit(Cases.Of([1, -1], [1, 1])));
    }
}
