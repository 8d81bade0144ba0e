namespace MedAgg.Learning.Metrics;

/// <summary>A two-sided interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">Coverage it was made for, 0.95 for 95 %.</param>
public sealed record Interval(double Low, double High, double Level)
{
    /// <summary>True when the value lies inside or on an end.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
