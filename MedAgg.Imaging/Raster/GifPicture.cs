using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Raster;

/// <summary>One picture of a GIF: place, colours and packed indices.</summary>
internal sealed record GifPicture(int Left, int Top, int Width, int Height, bool IsInterlaced, byte Background, int CodeBits, byte[] Data, byte[]? Colours)
{
    public static GifPicture? First(ByteWindow window, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> head = window.Peek(0, 13);
        if (head.Length < 13)
            return null;
        byte background = (head[10] & 0x80) != 0 ? head[11] : (byte)0;
        long at = 13;
        byte[]? colours = Table(window, head[10], ref at);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> block = window.Peek(at, 10);
            if (block.Length < 2 || block[0] is not (0x21 or 0x2C))
                return null;
            if (block[0] == 0x21)
            {
                at += 2;
                _ = Blocks(window, ref at, false);
                continue;
            }
            if (block.Length < 10)
                return null;
            int left = BinaryPrimitives.ReadUInt16LittleEndian(block[1..]);
            int top = BinaryPrimitives.ReadUInt16LittleEndian(block[3..]);
            int width = BinaryPrimitives.ReadUInt16LittleEndian(block[5..]);
            int height = BinaryPrimitives.ReadUInt16LittleEndian(block[7..]);
            byte flags = block[9];
            at += 10;
            colours = Table(window, flags, ref at) ?? colours;
            ReadOnlySpan<byte> code = window.Peek(at, 1);
            if (code.IsEmpty || code[0] is < 1 or > 8)
                return null;
            int bits = code[0];
            at++;
            return new GifPicture(left, top, width, height, (flags & 0x40) != 0, background, bits, Blocks(window, ref at, true), colours);
        }
    }

    private static byte[]? Table(ByteWindow window, byte flags, ref long at)
    {
        if ((flags & 0x80) == 0)
            return null;
        int size = 3 << ((flags & 7) + 1);
        byte[] table = window.Copy(at, size);
        at += size;
        return table;
    }

    /// <summary>Joins sub-blocks of up to 255 bytes up to the empty one, or the end of the file.</summary>
    private static byte[] Blocks(ByteWindow window, ref long at, bool keeps)
    {
        using MemoryStream data = new();
        while (true)
        {
            ReadOnlySpan<byte> size = window.Peek(at, 1);
            if (size.IsEmpty)
                return data.ToArray();
            int count = size[0];
            at++;
            if (count == 0)
                return data.ToArray();
            if (keeps)
                data.Write(window.Peek(at, count));
            at += count;
        }
    }
}
