using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>A NumPy array file as the door to all readers tells it: the size of its pictures and how many there are. It is no image by itself; its items are.</summary>
internal static class NpyReader
{
    public static FileReading Inspect(ByteSource source, string path)
    {
        FileReading reading = new(path, source.Length, FileKind.Other) { Subkind = Subkind.Npy };
        Reading<NpyArray> array = NpyArray.Open(source, Name(path));
        if (!array.IsRead)
            return reading with { Refusal = array.Refusal };
        NpyHeader header = array.Value.Header;
        return NpyLayout.Of(header) is { } layout ? reading with { Facts = Facts(header, layout) } : reading;
    }

    public static Reading<PixelArray> ReadPixels(ByteSource source, FileReading reading, int? frame, ImagingLimits limits, CancellationToken cancellationToken)
    {
        Reading<NpyArray> opened = NpyArray.Open(source, Name(reading.Path));
        if (!opened.IsRead)
            return opened.Refusal;
        NpyArray array = opened.Value;
        if (NpyLayout.Of(array.Header) is not { } layout)
            return new Refusal(Codes.PixelsAbsent, "The array holds no pictures.");
        if (frame is { } wanted && (wanted < 0 || wanted >= layout.Items))
            return new Refusal(Codes.FrameOutOfRange, $"There is no picture {wanted} in an array of {layout.Items}.");
        long count = frame is null ? layout.Items : 1;
        long bytes = count * array.ItemCount * array.Header.Type.SizeBytes();
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.ArrayTooLarge, $"The array holds {bytes} bytes of pictures; at most {limits.MaxPixelBytes} are taken at once.");
        byte[] values = new byte[bytes];
        int at = 0;
        for (long item = frame ?? 0; item < (frame ?? 0) + count; item++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Reading<byte[]> one = array.Item(item);
            if (!one.IsRead)
                return one.Refusal;
            byte[] turned = layout.Interleave(one.Value, array.Header.Type);
            turned.CopyTo(values, at);
            at += turned.Length;
        }
        return new PixelArray(Shape(layout, frame is null), array.Header.Type, values);
    }

    private static ImageFacts Facts(NpyHeader header, NpyLayout layout) => new()
    {
        Kind = FileKind.Other,
        Columns = layout.Columns,
        Rows = layout.Rows,
        Slices = layout.Slices,
        Frames = (int)Math.Min(layout.Items, int.MaxValue),
        SamplesPerPixel = layout.Channels,
        BitsAllocated = 8 * header.Type.SizeBytes(),
        BitsStored = 8 * header.StoredBytes,
        IsSigned = header.Type is PixelType.I8 or PixelType.I16 or PixelType.I32 or PixelType.I64,
        IsFloat = header.Type is PixelType.F32 or PixelType.F64,
        Photometric = layout.Channels >= 3 ? "RGB" : "MONOCHROME2",
        ByteOrder = header.IsBigEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
    };

    private static int[] Shape(NpyLayout layout, bool isWhole) =>
    [
        .. isWhole ? [(int)layout.Items] : (int[])[],
        .. layout.Slices > 1 ? [layout.Slices] : (int[])[],
        layout.Rows, layout.Columns,
        .. layout.Channels > 1 ? [layout.Channels] : (int[])[],
    ];

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
