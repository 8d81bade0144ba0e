using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>One array of an NPZ file, by its head.</summary>
/// <param name="Name">Name without <c>.npy</c>, for example <c>train_images</c>.</param>
/// <param name="Header">Type, order and shape.</param>
public sealed record NpzArray(string Name, NpyHeader Header)
{
    /// <summary>Partition that the name states: train, val or test; null when it states none.</summary>
    public string? Part =>
        Name.StartsWith("train", StringComparison.OrdinalIgnoreCase) ? "train"
        : Name.StartsWith("val", StringComparison.OrdinalIgnoreCase) ? "val"
        : Name.StartsWith("test", StringComparison.OrdinalIgnoreCase) ? "test"
        : null;

    /// <summary>True for [images, rows, columns] or [images, rows, columns, 1 … 4 channels] of at least 2 × 2 pixels.</summary>
    public bool IsImages => Header.Type is not (PixelType.C64 or PixelType.C128) && Header.Shape is [> 0, > 1, > 1] or [> 0, > 1, > 1, >= 1 and <= 4];

    /// <summary>True for one integer for each image: [images] or [images, 1].</summary>
    public bool IsLabels => Header.Shape is [> 0] or [> 0, 1] && Header.Type is PixelType.U8 or PixelType.I8 or PixelType.U16 or PixelType.I16 or PixelType.U32 or PixelType.I32 or PixelType.U64 or PixelType.I64;

    /// <summary>Channels of one pixel of an image array.</summary>
    public int Channels => Header.Shape.Count == 4 ? Header.Shape[3] : 1;
}
