namespace MedAgg.Imaging.Raster;

/// <summary>RLE4 and RLE8 of Windows bitmaps: runs, literal stretches, jumps; rows from the bottom.</summary>
internal static class BmpRunLength
{
    private const int EndOfLine = 0;
    private const int EndOfPicture = 1;
    private const int Jump = 2;

    /// <summary>Fills palette indices as far as the codes reach; false when they end before the picture is said to end.</summary>
    public static bool Decode(ReadOnlySpan<byte> packed, bool areNibbles, int columns, int rows, Span<byte> target)
    {
        int at = 0;
        long x = 0;
        long y = 0;
        while (at + 2 <= packed.Length && y < rows)
        {
            int count = packed[at];
            int value = packed[at + 1];
            at += 2;
            if (count > 0)
            {
                for (int i = 0; i < count; i++)
                    Put(target, columns, rows, x++, y, areNibbles ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
                continue;
            }
            switch (value)
            {
                case EndOfLine:
                    (x, y) = (0, y + 1);
                    break;
                case EndOfPicture:
                    return true;
                case Jump:
                    if (at + 2 > packed.Length)
                        return false;
                    x += packed[at];
                    y += packed[at + 1];
                    at += 2;
                    break;
                default:
                    int bytes = areNibbles ? (value + 1) / 2 : value;
                    if (at + bytes > packed.Length)
                        return false;
                    for (int i = 0; i < value; i++)
                        Put(target, columns, rows, x++, y, areNibbles ? (i % 2 == 0 ? packed[at + (i / 2)] >> 4 : packed[at + (i / 2)] & 15) : packed[at + i]);
                    at += bytes + (bytes & 1);
                    break;
            }
        }
        return y >= rows;
    }

    private static void Put(Span<byte> target, int columns, int rows, long x, long y, int value)
    {
        if (x < columns && y < rows)
            target[(int)(((rows - 1 - y) * columns) + x)] = (byte)value;
    }
}
