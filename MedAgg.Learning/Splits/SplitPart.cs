namespace MedAgg.Learning.Splits;

/// <summary>Which part of a split a case is in.</summary>
public enum SplitPart
{
    /// <summary>Learnt from.</summary>
    Training,

    /// <summary>Chooses the best epoch, the threshold and the temperature.</summary>
    Validation,

    /// <summary>Touched once.</summary>
    Test
}
