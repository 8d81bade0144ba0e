namespace MedAgg.Imaging.Geometry;

/// <summary>How the images of a series stand together. Names are those of the dashboard.</summary>
public enum Dimensionality
{
    /// <summary>Nothing to judge: no image in it.</summary>
    Unknown,

    /// <summary>One plane.</summary>
    Image2D,

    /// <summary>Several planes that form no volume: other views, other directions, fewer than three positions.</summary>
    MultiView2D,

    /// <summary>Three or more slices with one direction, one matrix and distinct positions along the normal.</summary>
    Volume3D,

    /// <summary>Several volumes of the same positions: time, echo, b-value.</summary>
    Volume4D,

    /// <summary>Frames in time without positions: ultrasound, angiography, fluoroscopy.</summary>
    Cine,

    /// <summary>Whole-slide image: tiled microscopy.</summary>
    WholeSlide,
}

/// <summary>Names of <see cref="Dimensionality"/>.</summary>
public static class Dimensionalities
{
    private static readonly string[] Names = ["unknown", "2d", "2d-multiview", "3d", "4d", "cine", "wsi"];

    /// <summary>The stable name, for example <c>3d</c>.</summary>
    public static string Name(this Dimensionality value) => Names[(int)value];

    /// <summary>The value with this stable name, or null.</summary>
    public static Dimensionality? Parse(string? name)
    {
        int index = Array.IndexOf(Names, name);
        return index < 0 ? null : (Dimensionality)index;
    }
}
