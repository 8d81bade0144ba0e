using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Rendering;

/// <summary>Makes pictures smaller by averaging areas, and turns them.</summary>
internal static class PictureSize
{
    public static DisplayImage Fit(DisplayImage image, int maxSide)
    {
        int longest = Math.Max(image.Width, image.Height);
        if (longest <= maxSide)
            return image;
        int width = Math.Max(1, (int)Math.Round((double)image.Width * maxSide / longest));
        int height = Math.Max(1, (int)Math.Round((double)image.Height * maxSide / longest));
        byte[] data = new byte[width * height * image.Channels];
        for (int y = 0; y < height; y++)
        {
            int top = (int)((long)y * image.Height / height);
            int bottom = Math.Max(top + 1, (int)((y + 1L) * image.Height / height));
            for (int x = 0; x < width; x++)
            {
                int left = (int)((long)x * image.Width / width);
                int right = Math.Max(left + 1, (int)((x + 1L) * image.Width / width));
                for (int c = 0; c < image.Channels; c++)
                    data[(((y * width) + x) * image.Channels) + c] = Average(image, left, right, top, bottom, c);
            }
        }
        return image with { Width = width, Height = height, Data = data };
    }

    /// <summary>Mirrors columns, rows or both.</summary>
    public static DisplayImage Flip(DisplayImage image, bool columns, bool rows)
    {
        if (!columns && !rows)
            return image;
        byte[] data = new byte[image.Data.Length];
        int step = image.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            int fromY = rows ? image.Height - 1 - y : y;
            for (int x = 0; x < image.Width; x++)
            {
                int fromX = columns ? image.Width - 1 - x : x;
                image.Data.AsSpan(((fromY * image.Width) + fromX) * step, step).CopyTo(data.AsSpan(((y * image.Width) + x) * step));
            }
        }
        return image with { Data = data };
    }

    /// <summary>Turns a picture as its EXIF orientation says: 2 to 4 mirror columns, both or rows, 5 to 8 exchange rows and columns before.</summary>
    public static DisplayImage Upright(DisplayImage image, int orientation)
    {
        if (orientation is < 2 or > 8)
            return image;
        DisplayImage turned = orientation >= 5 ? Transpose(image) : image;
        return Flip(turned, orientation is 2 or 3 or 6 or 7, orientation is 3 or 4 or 7 or 8);
    }

    private static DisplayImage Transpose(DisplayImage image)
    {
        byte[] data = new byte[image.Data.Length];
        int step = image.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
                image.Data.AsSpan(((y * image.Width) + x) * step, step).CopyTo(data.AsSpan(((x * image.Height) + y) * step));
        }
        return image with { Width = image.Height, Height = image.Width, Data = data };
    }

    private static byte Average(DisplayImage image, int left, int right, int top, int bottom, int channel)
    {
        long sum = 0;
        for (int y = top; y < bottom; y++)
        {
            int at = (((y * image.Width) + left) * image.Channels) + channel;
            for (int x = left; x < right; x++, at += image.Channels)
                sum += image.Data[at];
        }
        return (byte)((sum + ((long)(right - left) * (bottom - top) / 2)) / ((long)(right - left) * (bottom - top)));
    }
}
