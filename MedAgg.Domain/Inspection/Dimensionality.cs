namespace MedAgg.Domain.Inspection;

/// <summary>The six kinds of chart 4 in the screen design, and unknown.</summary>
public enum Dimensionality
{
    Unknown,
    Image2D,
    MultiView2D,
    Volume3D,
    Volume4D,
    Cine,
    WholeSlide,
}
