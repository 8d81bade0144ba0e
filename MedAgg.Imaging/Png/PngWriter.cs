using System.Buffers.Binary;
using System.IO.Compression;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Png;

/// <summary>Writes PNG: grey or RGB, 8 or 16 bit, no metadata, same bytes for same pixels.</summary>
public static class PngWriter
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a whole file.</summary>
    /// <param name="stream">Receives it.</param>
    /// <param name="image">16-bit samples are big-endian.</param>
    /// <exception cref="ArgumentException">Data does not fit the extents, or channels or bits are others than 1, 3 and 8, 16.</exception>
    public static void Write(Stream stream, DisplayImage image)
    {
        if (image.Channels is not (1 or 3) || image.BitsPerSample is not (8 or 16) || image.Width < 1 || image.Height < 1)
            throw new ArgumentException("A PNG is written from 1 or 3 channels of 8 or 16 bits.", nameof(image));
        int stride = checked(image.Width * image.Channels * image.BitsPerSample / 8);
        if (image.Data.LongLength != (long)stride * image.Height)
            throw new ArgumentException("The data do not fill the picture exactly.", nameof(image));
        stream.Write(Signature);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], image.Height);
        head[8] = (byte)image.BitsPerSample;
        head[9] = image.Channels == 1 ? (byte)0 : (byte)2;
        head[10..].Clear();
        Chunk(stream, "IHDR"u8, head);
        Chunk(stream, "IDAT"u8, Pack(image, stride));
        Chunk(stream, "IEND"u8, default);
    }

    private static ReadOnlySpan<byte> Pack(DisplayImage image, int stride)
    {
        int step = image.Channels * image.BitsPerSample / 8;
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, true))
        {
            byte[] line = new byte[stride + 1];
            ReadOnlySpan<byte> above = default;
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> row = image.Data.AsSpan(y * stride, stride);
                PngFilter.Choose(row, above, step, line);
                zlib.Write(line);
                above = row;
            }
        }
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void Chunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngCrc.Of(type, data));
        stream.Write(number);
    }
}
