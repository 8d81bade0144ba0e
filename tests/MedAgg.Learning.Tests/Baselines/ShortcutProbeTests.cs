using MedAgg.Learning.Baselines;
using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Tests.Baselines;

public sealed class ShortcutProbeTests
{
    private const int Count = 240;
    private static readonly bool[] Positive = [.. Enumerable.Range(0, Count).Select(i => HashCounter.Unit(1, (ulong)(i / 2)) < 0.4)];
    private static readonly string[] Patients = [.. Enumerable.Range(0, Count).Select(i => $"P{i / 2}")];

    [Fact]
    public void A_prefix_that_tells_the_class_is_found_and_noise_is_not()
    {
        MetadataColumn prefix = MetadataColumn.OfWords("prefix", [.. Positive.Select((p, i) => (HashCounter.Unit(2, (ulong)(i / 2)) < 0.9) == p ? "D2" : "D1")]);
        MetadataColumn noise = MetadataColumn.OfWords("noise", [.. Positive.Select((_, i) => $"{HashCounter.Below(4, 3, (ulong)(i / 2))}")]);
        ShortcutReport report = Run(noise, prefix);
        Assert.Equal("prefix", report.Findings[0].Name);
        Assert.True(report.Findings[0].CrossValidated!.Auc > 0.8);
        Assert.True(report.Findings[0].CramersV > 0.7);
        Assert.InRange(report.Findings[1].CrossValidated!.Auc, 0.3, 0.65);
        Assert.True(report.Findings[1].CramersV < 0.3);
        Assert.True(report.Auc!.Auc > 0.8);
        Assert.True(report.Auc.Interval()!.Low > 0.6);
        Assert.Equal(Count, report.Predictions.Count);
    }

    [Fact]
    public void Numbers_tell_their_direction_and_what_is_missing()
    {
        double?[] ages = [.. Positive.Select((p, i) => i % 12 == 0 ? (double?)null : 50 - (p ? 8 : 0) + 10 * HashCounter.Unit(4, (ulong)i))];
        ShortcutFinding age = Run(MetadataColumn.OfNumbers("age", ages)).Findings[0];
        Assert.Equal(20, age.Missing);
        Assert.True(age.RawAuc < 0.2);
        Assert.True(age.CrossValidated!.Auc > 0.75);
        Assert.Null(age.CramersV);
    }

    [Fact]
    public void Being_missing_can_be_the_shortcut()
    {
        MetadataColumn subtype = MetadataColumn.OfWords("subtype", [.. Positive.Select(p => p ? "luminal" : null)]);
        ShortcutFinding found = Run(subtype).Findings[0];
        Assert.Equal(1, found.CrossValidated!.Auc);
        Assert.Equal(1, found.CramersV!.Value, 1e-12);
        Assert.Equal(1, found.Levels);
    }

    [Fact]
    public void An_identifier_of_the_patient_tells_nothing_about_others() =>
        Assert.InRange(Run(MetadataColumn.OfWords("id", Patients)).Findings[0].CrossValidated!.Auc, 0.3, 0.6);

    [Fact]
    public void The_probe_is_repeatable()
    {
        MetadataColumn noise = MetadataColumn.OfNumbers("noise", [.. Positive.Select((_, i) => (double?)HashCounter.Unit(9, (ulong)i))]);
        Assert.Equal(Run(noise).Predictions.Scores.ToArray(), Run(noise).Predictions.Scores.ToArray());
    }

    [Fact]
    public void Columns_that_do_not_fit_and_too_few_patients_are_refused()
    {
        Assert.Equal("PROBE_COLUMNS", ShortcutProbe.Run([], Positive, Patients, 5, "1", default).Refusal!.Code);
        Assert.Equal("PROBE_COLUMNS", ShortcutProbe.Run([MetadataColumn.OfWords("x", ["a"])], Positive, Patients, 5, "1", default).Refusal!.Code);
        Assert.Equal("PROBE_TOO_FEW", ShortcutProbe.Run([MetadataColumn.OfWords("x", ["a", "b", "c"])], [true, false, false], ["1", "2", "3"], 3, "1", default).Refusal!.Code);
    }

    private static ShortcutReport Run(params MetadataColumn[] columns) =>
        ShortcutProbe.Run(columns, Positive, Patients, 5, "1", TestContext.Current.CancellationToken).Value!;
}
