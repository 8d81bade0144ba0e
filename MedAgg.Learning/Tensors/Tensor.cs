namespace MedAgg.Learning.Tensors;

/// <summary>
/// A batch of images with a border of one zero pixel around each, so that a 3×3 window never needs a bounds check. Layers write
/// the inside only; the border is zero for ever.
/// </summary>
internal sealed unsafe class Tensor : IDisposable
{
    private readonly FloatBuffer _buffer;
    private readonly SlotMap? _slots;

    /// <summary>Room for the chunks that are worked on at once; an image is found where its worker put it.</summary>
    public Tensor(SlotMap slots, TensorShape shape)
        : this(slots.Slots * SlotMap.ChunkImages, shape) => _slots = slots;

    public Tensor(int images, TensorShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        if (!shape.IsValid)
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "A tensor needs at least one row, column and channel.");
        Images = images;
        Shape = shape;
        RowStride = shape.RowStride;
        ImageStride = shape.ImageStride;
        _buffer = new FloatBuffer(images * (long)ImageStride);
    }

    public int Images { get; }

    public TensorShape Shape { get; }

    /// <summary>Values from a pixel to the one below it.</summary>
    public nint RowStride { get; }

    /// <summary>Values from an image to the next.</summary>
    public nint ImageStride { get; }

    /// <summary>Bytes of a tensor, border and spare values included.</summary>
    public static long BytesOf(int images, TensorShape shape) =>
        sizeof(float) * ((long)shape.ImageStride * images + FloatBuffer.Slack);

    /// <summary>First value of an image's border.</summary>
    public float* Border(int image)
    {
        int place = _slots?.PlaceOf(image) ?? image;
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Images);
        return _buffer.Pointer + place * ImageStride;
    }

    /// <summary>First value of an image's inside.</summary>
    public float* Inside(int image) => Border(image) + RowStride + Shape.Channels;

    /// <summary>One row of an image's inside.</summary>
    public Span<float> Row(int image, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Shape.Height);
        return new Span<float>(Inside(image) + y * RowStride, Shape.Width * Shape.Channels);
    }

    /// <summary>Puts the inside of an image into the border frame.</summary>
    public void Write(int image, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Shape.Elements);
        int width = Shape.Width * Shape.Channels;
        for (int y = 0; y < Shape.Height; y++)
            values.Slice(y * width, width).CopyTo(Row(image, y));
    }

    /// <summary>Takes the inside of an image out of the border frame.</summary>
    public void Read(int image, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Shape.Elements);
        int width = Shape.Width * Shape.Channels;
        for (int y = 0; y < Shape.Height; y++)
            Row(image, y).CopyTo(values.Slice(y * width, width));
    }

    public void Dispose() => _buffer.Dispose();
}
