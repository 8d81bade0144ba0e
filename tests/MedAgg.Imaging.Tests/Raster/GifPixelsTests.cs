using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Raster;

/// <summary>GIF pictures made code by code.</summary>
public sealed class GifPixelsTests
{
    [Fact]
    public void Indices_are_read_through_a_growing_table()
    {
        byte[] indices = [.. Enumerable.Range(0, 64 * 48).Select(i => (byte)((i * i / 7) % 200))];
        Reading<PixelArray> read = Read(Gif(64, 48, indices, 0, 0, 64, 48, false));
        Assert.True(read.IsRead, read.Refusal?.ToString());
        Assert.Equal([48, 64], read.Value.Shape);
        Assert.Equal(indices, read.Value.Bytes);
    }

    [Fact]
    public void Repeated_indices_use_the_code_that_is_just_being_made()
    {
        byte[] indices = [.. Enumerable.Repeat((byte)9, 100 * 50)];
        Assert.Equal(indices, Read(Gif(100, 50, indices, 0, 0, 100, 50, false)).Value!.Bytes);
    }

    [Fact]
    public void Interlaced_lines_come_in_their_places()
    {
        byte[] indices = [.. Enumerable.Range(0, 8 * 11).Select(i => (byte)(i / 8))];
        int[] order = [0, 8, 4, 2, 6, 10, 1, 3, 5, 7, 9];
        byte[] stored = [.. order.SelectMany(y => indices.AsSpan(y * 8, 8).ToArray())];
        Assert.Equal(indices, Read(Gif(8, 11, stored, 0, 0, 8, 11, true)).Value!.Bytes);
    }

    [Fact]
    public void Small_picture_stands_in_its_place_on_the_canvas()
    {
        byte[] read = Read(Gif(4, 3, [1, 2, 3, 4], 1, 1, 2, 2, false)).Value!.Bytes;
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0], read);
    }

    [Fact]
    public void Cut_picture_is_warned_about()
    {
        byte[] gif = Gif(64, 48, [.. Enumerable.Range(0, 64 * 48).Select(i => (byte)(i % 251))], 0, 0, 64, 48, false);
        Reading<PixelArray> read = Read(gif[..(gif.Length / 2)]);
        Assert.Contains(read.Warnings, w => w.Code == Codes.ImageCorrupt);
    }

    private static Reading<PixelArray> Read(byte[] gif) =>
        ImageReaders.ReadPixels(ByteSource.Of(gif), TestDicom.Inspect(gif, "a.gif"), null, ImagingLimits.Default, CancellationToken.None);

    private static byte[] Gif(int canvasWidth, int canvasHeight, byte[] indices, byte left, byte top, byte width, byte height, bool isInterlaced)
    {
        List<byte> gif = [.. "GIF89a"u8, (byte)canvasWidth, 0, (byte)canvasHeight, 0, 0xF7, 0, 0, .. new byte[768], 0x2C, left, 0, top, 0, width, 0, height, 0, (byte)(isInterlaced ? 0x40 : 0), 8];
        foreach (byte[] block in Lzw(indices).Chunk(255))
            gif.AddRange([(byte)block.Length, .. block]);
        return [.. gif, 0, 0x3B];
    }

    /// <summary>A plain encoder with strings as keys; the table is cleared when it is full.</summary>
    private static byte[] Lzw(byte[] indices)
    {
        Dictionary<string, int> table = [];
        List<byte> bytes = [];
        (uint bits, int held, int width) = (0, 0, 9);
        void Emit(int code)
        {
            bits |= (uint)code << held;
            for (held += width; held >= 8; held -= 8)
            {
                bytes.Add((byte)bits);
                bits >>= 8;
            }
        }
        void Clear()
        {
            Emit(256);
            table.Clear();
            for (int i = 0; i < 256; i++)
                table[((char)i).ToString()] = i;
            (table["clear"], table["end"], width) = (256, 257, 9);
        }
        Clear();
        string prefix = "";
        foreach (byte index in indices)
        {
            string longer = prefix + (char)index;
            if (table.ContainsKey(longer))
            {
                prefix = longer;
                continue;
            }
            Emit(table[prefix]);
            if (table.Count >= 1 << width && width < 12)
                width++;
            if (table.Count >= 4096)
                Clear();
            else
                table[longer] = table.Count;
            prefix = ((char)index).ToString();
        }
        Emit(table[prefix]);
        Emit(257);
        bytes.Add((byte)bits);
        return [.. bytes];
    }
}
