namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>A figure before it becomes SVG or PNG. Lengths are px of the SVG; y grows downwards.</summary>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Name">What it is called; screen readers read it.</param>
/// <param name="Description">What it shows, in numbers.</param>
/// <param name="Shapes">What is drawn, bottom first.</param>
public sealed record Picture(double Width, double Height, string Name, string Description, IReadOnlyList<Shape> Shapes);

/// <summary>A point of a picture.</summary>
public readonly record struct Place(double X, double Y);

/// <summary>Something that is drawn.</summary>
public abstract record Shape;

/// <summary>A line through points.</summary>
/// <param name="Points">At least two.</param>
/// <param name="Ink">Colour.</param>
/// <param name="Width">Width.</param>
/// <param name="Dash">Lengths of dashes and gaps in turn; empty for a whole line.</param>
public sealed record Stroke(IReadOnlyList<Place> Points, Ink Ink, double Width, IReadOnlyList<double> Dash) : Shape;

/// <summary>A point of data; series differ by form as well as by colour.</summary>
/// <param name="Title">Shown when the pointer rests on it.</param>
public sealed record Marker(Place At, MarkerForm Form, Ink Ink, double Radius, string Title) : Shape;

/// <summary>A filled rectangle.</summary>
public sealed record Box(double X, double Y, double Width, double Height, Ink Fill, Ink? Edge, double Corner) : Shape;

/// <summary>Words.</summary>
/// <param name="At">The baseline's place that <paramref name="Anchor"/> names.</param>
/// <param name="IsTurned">Reads upwards.</param>
public sealed record Label(Place At, string Text, Anchor Anchor, Ink Ink, double Size, bool IsBold, bool IsTurned) : Shape;

/// <summary>Form of a point.</summary>
public enum MarkerForm
{
    Circle,
    Square,
    Triangle,
    Diamond,
}

/// <summary>Which end of words stands at their place.</summary>
public enum Anchor
{
    Start,
    Middle,
    End,
}
