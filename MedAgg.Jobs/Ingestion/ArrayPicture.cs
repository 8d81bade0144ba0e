using System.Globalization;
using System.Text;
using MedAgg.Imaging.Numpy;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// One item of an image array as a file: PNG for grey and RGB pictures of 8 or 16 bits, NRRD for volumes and for other types of values. Values are
/// kept as they are stored, and the same item gives the same bytes.
/// </summary>
/// <param name="Ending">Ending of the file's name.</param>
internal sealed record ArrayPicture(string Ending, IReadOnlyList<int> Extents, int Channels, PixelType Type)
{
    private const int MostExtent = 1 << 16;

    /// <returns>Null for an array whose items are no pictures.</returns>
    public static ArrayPicture? Of(NpyArray array)
    {
        IReadOnlyList<long> shape = array.ItemShape;
        if (array.Header.Shape.Count < 3 || shape.Any(extent => extent is 0 or > MostExtent))
            return null;
        // (rows, columns), (rows, columns, 1 | 3 | 4), (slices, rows, columns) or (slices, rows, columns, channels)
        bool hasChannels = shape.Count is 3 or 4 && shape[^1] is 1 or 3 or 4 && shape.Take(shape.Count - 1).All(extent => extent > 4);
        int[] extents = [.. (hasChannels ? shape.Take(shape.Count - 1) : shape).Select(extent => (int)extent)];
        int channels = hasChannels ? (int)shape[^1] : 1;
        if (extents.Length is not (2 or 3))
            return null;
        bool isPng = extents.Length == 2 && channels is 1 or 3 && array.Header.Type is PixelType.U8 or PixelType.U16;
        return new(isPng ? ".png" : ".nrrd", extents, channels, array.Header.Type);
    }

    public void Write(Stream stream, byte[] values)
    {
        if (Ending == ".png")
            WritePng(stream, values);
        else
            WriteNrrd(stream, values);
    }

    private void WritePng(Stream stream, byte[] values)
    {
        int bits = Type == PixelType.U16 ? 16 : 8;
        if (bits == 16)
        {
            for (int i = 0; i < values.Length; i += 2)
                (values[i], values[i + 1]) = (values[i + 1], values[i]);
        }

        PngWriter.Write(stream, new(Extents[1], Extents[0], Channels, bits, values));
    }

    // NRRD names the fastest axis first.
    private void WriteNrrd(Stream stream, byte[] values)
    {
        string sizes = string.Join(' ', Extents.Reverse().Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        string kinds = string.Join(' ', Extents.Select(_ => "domain"));
        string type = Type switch { PixelType.F32 => "float", PixelType.F64 => "double", _ => Type.NumpyName() };
        int axes = Extents.Count + (Channels > 1 ? 1 : 0);
        string vector = Channels > 1 ? string.Create(CultureInfo.InvariantCulture, $"{Channels} ") : "";
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"NRRD0004\ntype: {type}\ndimension: {axes}\nsizes: {vector}{sizes}\nkinds: {(Channels > 1 ? "vector " : "")}{kinds}\nendian: little\nencoding: raw\n\n");
        stream.Write(Encoding.ASCII.GetBytes(head));
        stream.Write(values);
    }
}
