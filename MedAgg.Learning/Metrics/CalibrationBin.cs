namespace MedAgg.Learning.Metrics;

/// <summary>One point of a reliability plot.</summary>
/// <param name="Low">Lower end of the bin (its lowest probability for bins of equal mass).</param>
/// <param name="High">Upper end of the bin (its highest probability for bins of equal mass).</param>
/// <param name="MeanPredicted">Mean predicted probability; null in an empty bin.</param>
/// <param name="Observed">Share of positives with what it was counted from.</param>
public sealed record CalibrationBin(double Low, double High, double? MeanPredicted, Proportion Observed)
{
    /// <summary>Cases in the bin.</summary>
    public int Count => Observed.Total;
}
