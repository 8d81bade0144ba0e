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
/// <param name="Layout">How an item lies in its array.</param>
/// <param name="Type">Type of a value.</param>
internal sealed record ArrayPicture(string Ending, NpyLayout Layout, PixelType Type)
{
    private int Channels => Layout.Channels;

    private int[] Extents => Layout.Slices > 1 ? [Layout.Slices, Layout.Rows, Layout.Columns] : [Layout.Rows, Layout.Columns];

    /// <returns>Null for an array whose items are no pictures.</returns>
    public static ArrayPicture? Of(NpyArray array)
    {
        if (NpyLayout.Of(array.Header) is not { } layout)
            return null;
        bool isPng = layout is { Slices: 1, Channels: 1 or 3 } && array.Header.Type is PixelType.U8 or PixelType.U16;
        return new(isPng ? ".png" : ".nrrd", layout, array.Header.Type);
    }

    public void Write(Stream stream, byte[] values)
    {
        values = Layout.Interleave(values, Type);
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

        PngWriter.Write(stream, new(Layout.Columns, Layout.Rows, Channels, bits, values));
    }

    // NRRD names the fastest axis first.
    private void WriteNrrd(Stream stream, byte[] values)
    {
        string sizes = string.Join(' ', Extents.AsEnumerable().Reverse().Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        string kinds = string.Join(' ', Extents.Select(_ => "domain"));
        string type = Type switch { PixelType.F32 => "float", PixelType.F64 => "double", _ => Type.NumpyName() };
        int axes = Extents.Length + (Channels > 1 ? 1 : 0);
        string vector = Channels > 1 ? string.Create(CultureInfo.InvariantCulture, $"{Channels} ") : "";
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"NRRD0004\ntype: {type}\ndimension: {axes}\nsizes: {vector}{sizes}\nkinds: {(Channels > 1 ? "vector " : "")}{kinds}\nendian: little\nencoding: raw\n\n");
        stream.Write(Encoding.ASCII.GetBytes(head));
        stream.Write(values);
    }
}
