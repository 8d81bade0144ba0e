using MedAgg.Domain.Refusals;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Numpy;
using MedAgg.Imaging.Pixels;
using MedAgg.Learning.Tensors;

namespace MedAgg.Jobs.Experiments.Preprocess;

/// <summary>Images from arrays. 8-bit values stay as they are; wider ones are spread from the array's smallest to its largest value.</summary>
internal sealed class NpzPixels(ImagingLimits limits) : ICasePixels
{
    public bool Reads(string folder) => Directory.EnumerateFiles(folder, "*.npz").Any();

    public ICaseFrames Open(string folder, string source, CancellationToken cancellationToken)
    {
        using ByteSource file = ByteSource.Open(Directory.EnumerateFiles(folder, "*.npz").Order(StringComparer.Ordinal).First());
        Reading<PixelArray> read = NpzReader.Read(file, source, 0, null, limits, cancellationToken);
        return read.IsRead ? new Frames(read.Value) : throw new RefusedException(read.Refusal!.Code, $"Step preprocess: {read.Refusal.Message}");
    }

    private sealed class Frames(PixelArray array) : ICaseFrames
    {
        private readonly (double Min, double Max) _range = array.Type == PixelType.U8 ? (0, 255) : array.Range();

        public TensorShape Shape { get; } = new(array.Shape[1], array.Shape[2], array.Shape.Count > 3 ? array.Shape[3] : 1);

        public byte[] Read(int frame)
        {
            int size = Shape.Elements * array.Type.SizeBytes();
            PixelArray one = new([Shape.Elements], array.Type, array.Bytes.AsSpan(checked(frame * size), size).ToArray());
            if (array.Type == PixelType.U8)
                return one.Bytes;
            double width = _range.Max > _range.Min ? _range.Max - _range.Min : 1;
            byte[] pixels = new byte[Shape.Elements];
            for (int i = 0; i < pixels.Length; i++)
            {
                double value = PixelValue.At(one, i);
                pixels[i] = double.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(Math.Round((value - _range.Min) / width * 255), 0, 255);
            }

            return pixels;
        }

        public void Dispose()
        {
            // The values are in memory; nothing is open.
        }
    }
}
