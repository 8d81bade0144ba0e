namespace MedAgg.Learning.Training;

/// <summary>How training images are varied. Everything off by default: what keeps the meaning of an image depends on the field.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Mirrors left and right in half of the cases.</summary>
    public bool FlipsHorizontally { get; init; }

    /// <summary>Mirrors up and down in half of the cases.</summary>
    public bool FlipsVertically { get; init; }

    /// <summary>Largest shift in pixels, 0 … 1024, even in both directions; edges are repeated.</summary>
    public int ShiftPixels { get; init; }

    /// <summary>Largest rotation to either side in degrees, 0 … 180; bilinear, edges are repeated.</summary>
    public float RotateDegrees { get; init; }

    /// <summary>Largest change of contrast, 0 … 0.9: normalised values are multiplied by 1 ± it.</summary>
    public float Contrast { get; init; }

    /// <summary>Largest change of brightness in standard deviations, 0 … 3.</summary>
    public float Brightness { get; init; }

    internal string? Fault() =>
        ShiftPixels is < 0 or > 1024 ? $"The shift of {ShiftPixels} pixels must lie in 0 … 1024."
        : !(RotateDegrees >= 0 && RotateDegrees <= 180) ? $"The rotation of {RotateDegrees} degrees must lie in 0 … 180."
        : !(Contrast >= 0 && Contrast <= 0.9f) ? $"The contrast change {Contrast} must lie in 0 … 0.9."
        : !(Brightness >= 0 && Brightness <= 3) ? $"The brightness change {Brightness} must lie in 0 … 3."
        : null;
}
