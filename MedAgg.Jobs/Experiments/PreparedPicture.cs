using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Jobs.Experiments;

/// <summary>
/// A picture as a square array of 8 bits, grey or of three colours: dark borders cut where wanted, the longer side brought to the size by averaging areas (never
/// enlarged), the rest black around the middle. Only + - * /: the same bytes on every machine.
/// </summary>
internal static class PreparedPicture
{
    private const byte Dark = 10;

    public static byte[] Of(DisplayImage image, PreprocessStep step)
    {
        byte[] grey = Grey(image);
        (int left, int top, int right, int bottom) = step.Crop == CropKind.Foreground ? Foreground(grey, image.Width, image.Height) : (0, 0, image.Width, image.Height);
        int width = right - left;
        int height = bottom - top;
        double scale = Math.Max(1.0, Math.Max(width, height) / (double)step.Size);
        int outWidth = Math.Clamp((int)(width / scale), 1, step.Size);
        int outHeight = Math.Clamp((int)(height / scale), 1, step.Size);
        int shiftX = (step.Size - outWidth) / 2;
        int shiftY = (step.Size - outHeight) / 2;
        int channels = step.Color == ColorKind.Rgb ? 3 : 1;
        byte[] target = new byte[step.Size * step.Size * channels];
        double[] sums = new double[width];
        double area = (double)height / outHeight * ((double)width / outWidth);
        for (int channel = 0; channel < channels; channel++)
        {
            byte[] plane = channels == 1 ? grey : Plane(image, channel);
            for (int y = 0; y < outHeight; y++)
            {
                Rows(plane, image.Width, left, width, top + y * (double)height / outHeight, top + (y + 1) * (double)height / outHeight, sums);
                for (int x = 0; x < outWidth; x++)
                {
                    double sum = Span(sums, x * (double)width / outWidth, (x + 1) * (double)width / outWidth);
                    target[((shiftY + y) * step.Size + shiftX + x) * channels + channel] = (byte)Math.Clamp((int)(sum / area + 0.5), 0, 255);
                }
            }
        }

        return target;
    }

    private static byte[] Plane(DisplayImage image, int channel)
    {
        if (image.Channels == 1)
            return image.Data;
        byte[] plane = new byte[image.Width * image.Height];
        for (int i = 0; i < plane.Length; i++)
            plane[i] = image.Data[i * 3 + channel];
        return plane;
    }

    // Rec. 601 luma in integers.
    private static byte[] Grey(DisplayImage image)
    {
        if (image.Channels == 1)
            return image.Data;
        byte[] grey = new byte[image.Width * image.Height];
        for (int i = 0; i < grey.Length; i++)
            grey[i] = (byte)((image.Data[i * 3] * 299 + image.Data[i * 3 + 1] * 587 + image.Data[i * 3 + 2] * 114 + 500) / 1000);
        return grey;
    }

    // Rows and columns of which at least one pixel in fifty is bright: specks and letters at the border do not hold the box open.
    private static (int Left, int Top, int Right, int Bottom) Foreground(byte[] grey, int width, int height)
    {
        int[] columns = new int[width];
        int[] rows = new int[height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (grey[y * width + x] <= Dark)
                    continue;
                columns[x]++;
                rows[y]++;
            }
        }

        int left = Array.FindIndex(columns, count => count * 50 >= height);
        int top = Array.FindIndex(rows, count => count * 50 >= width);
        return left < 0 || top < 0
            ? (0, 0, width, height)
            : (left, top, Array.FindLastIndex(columns, count => count * 50 >= height) + 1, Array.FindLastIndex(rows, count => count * 50 >= width) + 1);
    }

    private static void Rows(byte[] grey, int stride, int left, int width, double from, double to, double[] sums)
    {
        Array.Clear(sums);
        for (int y = (int)from; y < to; y++)
        {
            double share = Math.Min(to, y + 1) - Math.Max(from, y);
            for (int x = 0; x < width; x++)
                sums[x] += grey[y * stride + left + x] * share;
        }
    }

    private static double Span(double[] sums, double from, double to)
    {
        double sum = 0;
        for (int x = (int)from; x < to && x < sums.Length; x++)
            sum += sums[x] * (Math.Min(to, x + 1) - Math.Max(from, x));
        return sum;
    }
}
