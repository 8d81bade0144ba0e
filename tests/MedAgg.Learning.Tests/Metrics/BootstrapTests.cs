using MedAgg.Learning.Metrics;
using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Tests.Metrics;

public sealed class BootstrapTests
{
    [Fact]
    public void The_seed_decides_the_interval()
    {
        Predictions cases = Cases.Random(150, 1, perPatient: 2);
        BootstrapInterval first = PatientBootstrap.Auc(cases, new BootstrapOptions { Resamples = 300, Seed = 9 })!;
        Assert.Equal(first, PatientBootstrap.Auc(cases, new BootstrapOptions { Resamples = 300, Seed = 9 }));
        Assert.NotEqual(first.Interval, PatientBootstrap.Auc(cases, new BootstrapOptions { Resamples = 300, Seed = 10 })!.Interval);
        Assert.Equal(75, first.Patients);
    }

    [Fact]
    public void Resampling_equals_drawing_patients_by_hand()
    {
        Predictions cases = Cases.Random(60, 4, perPatient: 3);
        int[] with = [.. Enumerable.Range(0, 20).Where(g => Members(g).Any(i => cases.Positive[i]))];
        int[] without = [.. Enumerable.Range(0, 20).Except(with)];
        List<double> areas = [];
        for (ulong resample = 0; resample < 101; resample++)
        {
            IEnumerable<int> drawn = with.Select((_, k) => with[HashCounter.Below(with.Length, 7, resample, 1, (ulong)k)])
                .Concat(without.Select((_, k) => without[HashCounter.Below(without.Length, 7, resample, 2, (ulong)k)]));
            areas.Add(RocAuc.Of(cases.Take([.. drawn.SelectMany(Members)]))!.Value);
        }
        areas.Sort();
        BootstrapInterval found = PatientBootstrap.Auc(cases, new BootstrapOptions { Resamples = 101, Seed = 7, Level = 0.9 })!;
        Assert.Equal(areas[5], found.Interval.Low, 1e-12);
        Assert.Equal(areas[95], found.Interval.High, 1e-12);

        static int[] Members(int group) => [3 * group, 3 * group + 1, 3 * group + 2];
    }

    [Fact]
    public void Repeating_a_patients_image_brings_no_certainty()
    {
        Predictions once = Cases.Random(90, 2);
        Predictions thrice = once.Take([.. Enumerable.Range(0, 90).SelectMany(i => new[] { i, i, i })]);
        BootstrapOptions options = new() { Resamples = 200 };
        Assert.Equal(PatientBootstrap.Auc(once, options)!.Interval, PatientBootstrap.Auc(thrice, options)!.Interval);
    }

    [Fact]
    public void Interval_agrees_with_DeLong_on_independent_cases()
    {
        Predictions cases = Cases.Random(600, 11, levels: 1000);
        Interval resampled = PatientBootstrap.Auc(cases, new BootstrapOptions { Resamples = 1000 })!.Interval;
        Interval analytic = DeLong.Estimate(cases)!.Interval()!;
        Assert.Equal(analytic.Low, resampled.Low, 0.01);
        Assert.Equal(analytic.High, resampled.High, 0.01);
    }

    [Fact]
    public void Interval_of_average_precision_holds_its_estimate()
    {
        Predictions cases = Cases.Random(300, 12);
        Interval interval = PatientBootstrap.AveragePrecision(cases, new BootstrapOptions { Resamples = 300 })!.Interval;
        Assert.True(interval.Contains(PrecisionRecall.Average(cases)!.Value));
        Assert.True(interval.High > interval.Low);
    }

    [Fact]
    public void Resamples_without_a_class_are_counted_and_left_out()
    {
        // One patient brings all negatives and a positive: the only stratum holds both patients.
        Predictions cases = Cases.Of([0.1, 0.9, 0.8], [0, 1, 1], ["A", "A", "B"]);
        BootstrapInterval found = PatientBootstrap.Auc(cases, new BootstrapOptions { Resamples = 400 })!;
        Assert.InRange(found.Undefined, 60, 140); // both draws hit B with a chance of 1/4
    }

    [Fact]
    public void A_subset_keeps_its_patients_apart()
    {
        Predictions part = Cases.Random(100, 5, perPatient: 2).Take([.. Enumerable.Range(40, 60)]);
        Assert.Equal(30, part.Groups);
        Assert.NotNull(PatientBootstrap.Auc(part, new BootstrapOptions { Resamples = 50 }));
    }
}
