using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>How the items of an array of pictures lie: (items, rows, columns), with channels behind or in front, or with slices in front of the rows.</summary>
/// <param name="Items">Pictures along the first axis.</param>
/// <param name="Slices">Planes of one item; 1 for a plane.</param>
/// <param name="Rows">Pixels along a column.</param>
/// <param name="Columns">Pixels along a row.</param>
/// <param name="Channels">Values of a pixel: 1, 3 or 4.</param>
/// <param name="IsChannelFirst">Whether an item holds one plane a channel, as deep-learning frameworks write them.</param>
public sealed record NpyLayout(long Items, int Slices, int Rows, int Columns, int Channels, bool IsChannelFirst)
{
    private const int MostExtent = 1 << 16;

    // Fewer rows or columns are no picture: then a small extent is a count of channels.
    private const int FewestPixels = 5;

    /// <returns>Null for an array whose items are no pictures: labels, tables, single pictures without a first axis of items.</returns>
    public static NpyLayout? Of(NpyHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (header.IsText || header.Shape.Count == 0 || header.Shape[0] == 0 || header.Shape.Skip(1).Any(extent => extent is 0 or > MostExtent))
            return null;
        long items = header.Shape[0];
        int[] shape = [.. header.Shape.Skip(1).Select(extent => (int)extent)];
        return shape switch
        {
            [var rows, var columns] => new(items, 1, rows, columns, 1, false),
            [>= FewestPixels and var rows, >= FewestPixels and var columns, 1 or 3 or 4] => new(items, 1, rows, columns, shape[2], false),
            [1 or 3 or 4, >= FewestPixels and var rows, >= FewestPixels and var columns] => new(items, 1, rows, columns, shape[0], true),
            [var slices, var rows, var columns] => new(items, slices, rows, columns, 1, false),
            [>= FewestPixels and var slices, >= FewestPixels and var rows, >= FewestPixels and var columns, 1 or 3 or 4] => new(items, slices, rows, columns, shape[3], false),
            [1, >= FewestPixels and var slices, >= FewestPixels and var rows, >= FewestPixels and var columns] => new(items, slices, rows, columns, 1, true),
            _ => null,
        };
    }

    /// <summary>Values of an item with the channels of a pixel beside each other, whatever the array has.</summary>
    /// <param name="item">Little-endian values of one item in C order; the same bytes come back when nothing needs to move.</param>
    /// <param name="type">Type of one value.</param>
    public byte[] Interleave(byte[] item, PixelType type)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!IsChannelFirst || Channels == 1)
            return item;
        int width = type.SizeBytes();
        int plane = Rows * Columns;
        byte[] turned = new byte[item.Length];
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int pixel = 0; pixel < plane; pixel++)
                item.AsSpan((channel * plane + pixel) * width, width).CopyTo(turned.AsSpan((pixel * Channels + channel) * width));
        }
        return turned;
    }
}
