namespace MedAgg.Learning.Metrics;

/// <summary>How probabilities are put into bins.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of equal width over [0, 1]; the last one includes 1.</summary>
    EqualWidth,

    /// <summary>Bins of as equal a number of cases as possible, by rising probability.</summary>
    EqualMass
}
