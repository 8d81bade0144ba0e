using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>Everything a report tells about a binary engine on one part. Threshold and temperature come from validation, frozen.</summary>
/// <param name="Count">Cases.</param>
/// <param name="Positives">Positive cases.</param>
/// <param name="Patients">Patients; equals <paramref name="Count"/> where unknown.</param>
/// <param name="PatientsAreKnown">False when every case counted as its own patient.</param>
/// <param name="Prevalence">Share of positives; null without cases.</param>
/// <param name="Auc">Area with DeLong variance; null when a class is missing.</param>
/// <param name="ClusteredAuc">The same area with patient-clustered variance.</param>
/// <param name="AucBootstrap">Interval of the area from resampled patients.</param>
/// <param name="AveragePrecision">Area under the precision-recall steps.</param>
/// <param name="AveragePrecisionBootstrap">Its interval from resampled patients.</param>
/// <param name="Threshold">The frozen operating point, on the logit scale; null when validation lacked a class.</param>
/// <param name="Confusion">Calls at it.</param>
/// <param name="Before">Calibration of the raw probabilities.</param>
/// <param name="After">Calibration after temperature scaling; null when validation lacked a class.</param>
/// <param name="Temperature">The frozen temperature.</param>
/// <param name="Roc">ROC points.</param>
/// <param name="PrecisionRecall">Precision-recall points.</param>
public sealed record Evaluation(
    int Count, int Positives, int Patients, bool PatientsAreKnown, double? Prevalence,
    AucEstimate? Auc, AucEstimate? ClusteredAuc, BootstrapInterval? AucBootstrap,
    double? AveragePrecision, BootstrapInterval? AveragePrecisionBootstrap,
    FrozenThreshold? Threshold, ConfusionMatrix? Confusion,
    Calibration? Before, Calibration? After, TemperatureScaling? Temperature,
    IReadOnlyList<RocPoint> Roc, IReadOnlyList<PrecisionRecallPoint> PrecisionRecall)
{
    /// <summary>Measures one part.</summary>
    /// <param name="validationLogits">The part on which threshold and temperature are chosen.</param>
    /// <param name="logits">The part to measure; giving validation itself describes validation.</param>
    /// <param name="options">Rules and resampling.</param>
    public static Evaluation Of(Predictions validationLogits, Predictions logits, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(validationLogits);
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(options);
        FrozenThreshold? threshold = FrozenThreshold.Choose(validationLogits, options.Rule, options.Wanted);
        TemperatureScaling? temperature = TemperatureScaling.Fit(validationLogits);
        return new Evaluation(
            logits.Count, logits.Positives, logits.Groups, logits.GroupsAreKnown, logits.Prevalence,
            DeLong.Estimate(logits), Metrics.ClusteredAuc.Estimate(logits), PatientBootstrap.Auc(logits, options.Bootstrap),
            Metrics.PrecisionRecall.Average(logits), PatientBootstrap.AveragePrecision(logits, options.Bootstrap),
            threshold, threshold is null ? null : ConfusionMatrix.At(logits, threshold.Value),
            Calibration.Of(logits.WithScores(Portable.Sigmoid), options.Binning, options.Bins),
            temperature is null ? null : Calibration.Of(temperature.Apply(logits), options.Binning, options.Bins), temperature,
            RocCurve.Points(logits), Metrics.PrecisionRecall.Points(logits));
    }
}

/// <summary>What an evaluation may choose.</summary>
public sealed record EvaluationOptions
{
    /// <summary>How the operating point is chosen on validation. Default Youden.</summary>
    public ThresholdRule Rule { get; init; } = ThresholdRule.Youden;

    /// <summary>Wanted sensitivity or specificity for the other rules, 0 … 1. Default 0.9.</summary>
    public double Wanted { get; init; } = 0.9;

    /// <summary>How calibration bins are made. Default equal width.</summary>
    public CalibrationBinning Binning { get; init; } = CalibrationBinning.EqualWidth;

    /// <summary>How many calibration bins, 1 … 1000. Default 10.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>How patients are resampled.</summary>
    public BootstrapOptions Bootstrap { get; init; } = new();
}
