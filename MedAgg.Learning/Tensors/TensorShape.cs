namespace MedAgg.Learning.Tensors;

/// <summary>What one image of a batch looks like: rows, columns, values per pixel. Values of a pixel are neighbours in memory (NHWC).</summary>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Channels">Values per pixel, at least 1.</param>
public readonly record struct TensorShape(int Height, int Width, int Channels)
{
    /// <summary>Pixels of one image.</summary>
    public int Pixels => checked(Height * Width);

    /// <summary>Values of one image.</summary>
    public int Elements => checked(Pixels * Channels);

    /// <summary>True when all three are at least 1 and an image with its border stays below 2^30 values.</summary>
    public bool IsValid => Height >= 1 && Width >= 1 && Channels >= 1 && (Height + 2L) * (Width + 2L) <= (1L << 30) / Channels;

    /// <summary>
    /// Values from a pixel to the one below it, with a border pixel at both ends: an odd number of cache lines of 16 values. Channels are mostly
    /// powers of two, and pixels in columns of a power of two would share a few lines of a first-level cache.
    /// </summary>
    internal nint RowStride => (nint)((((Width + 2L) * Channels + 15) / 16 | 1) * 16);

    /// <summary>Values from an image to the next, with a border row above and below.</summary>
    internal nint ImageStride => (Height + 2) * RowStride;

    /// <inheritdoc />
    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
