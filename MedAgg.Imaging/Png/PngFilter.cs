namespace MedAgg.Imaging.Png;

/// <summary>The five row filters of PNG (PNG specification, section 9).</summary>
internal static class PngFilter
{
    /// <summary>Writes the filter number and the filtered row: Up or Sub, whichever leaves less; both are cheap and do most of the work on pictures.</summary>
    public static void Choose(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> line)
    {
        long up = 0;
        long sub = 0;
        for (int i = 0; i < row.Length; i++)
        {
            up += Math.Abs((int)(sbyte)(row[i] - (above.IsEmpty ? 0 : above[i])));
            sub += Math.Abs((int)(sbyte)(row[i] - (i < step ? 0 : row[i - step])));
        }
        bool isUp = up < sub;
        line[0] = isUp ? (byte)2 : (byte)1;
        for (int i = 0; i < row.Length; i++)
            line[i + 1] = (byte)(row[i] - (isUp ? above.IsEmpty ? 0 : above[i] : i < step ? 0 : row[i - step]));
    }

    /// <summary>Undoes a filter in place. False when the number is none.</summary>
    public static bool Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 0:
                return true;
            case 1:
                for (int i = step; i < row.Length; i++)
                    row[i] += row[i - step];
                return true;
            case 2:
                for (int i = 0; i < above.Length; i++)
                    row[i] += above[i];
                return true;
            case 3:
                for (int i = 0; i < row.Length; i++)
                    row[i] += (byte)(((i < step ? 0 : row[i - step]) + (above.IsEmpty ? 0 : above[i])) >> 1);
                return true;
            case 4:
                for (int i = 0; i < row.Length; i++)
                    row[i] += Paeth(i < step ? 0 : row[i - step], above.IsEmpty ? 0 : above[i], i < step || above.IsEmpty ? 0 : above[i - step]);
                return true;
            default:
                return false;
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        int guess = left + above - corner;
        int byLeft = Math.Abs(guess - left);
        int byAbove = Math.Abs(guess - above);
        int byCorner = Math.Abs(guess - corner);
        return (byte)(byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner);
    }
}
