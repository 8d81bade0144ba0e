namespace MedAgg.Learning.Metrics;

/// <summary>How an operating point is chosen.</summary>
public enum ThresholdRule
{
    /// <summary>Highest sensitivity + specificity - 1 (Youden, Cancer 3, 1950). Of equals, the more sensitive one.</summary>
    Youden,

    /// <summary>The highest threshold that reaches the wanted sensitivity.</summary>
    Sensitivity,

    /// <summary>The lowest threshold that reaches the wanted specificity.</summary>
    Specificity
}
