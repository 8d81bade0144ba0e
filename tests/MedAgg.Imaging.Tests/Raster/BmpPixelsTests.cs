using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Raster;

/// <summary>Bitmaps of every depth, 5 × 3, made byte by byte.</summary>
public sealed class BmpPixelsTests
{
    private const int Width = 5;
    private const int Height = 3;

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(8, true)]
    [InlineData(16, false)]
    [InlineData(24, true)]
    [InlineData(32, false)]
    public void Rows_come_back_from_the_top(int bits, bool isTopDown)
    {
        int[] pixels = [.. Enumerable.Range(0, Width * Height).Select(i => bits <= 8 ? i * 7 % (1 << bits) : i * 1_234_567 % (bits == 16 ? 32_768 : 16_777_216))];
        PixelArray read = Read(Bitmap(bits, 0, isTopDown, Rows(pixels, bits, isTopDown)));
        byte[] expected = bits <= 8 ? [.. pixels.Select(p => (byte)p)]
            : bits == 16 ? [.. pixels.SelectMany(p => (byte[])[Five(p >> 10), Five(p >> 5), Five(p)])]
            : [.. pixels.SelectMany(p => (byte[])[(byte)(p >> 16), (byte)(p >> 8), (byte)p])];
        Assert.Equal(expected, read.Bytes);
    }

    [Fact]
    public void Bit_fields_say_where_the_colours_are()
    {
        byte[] rows = Rows([.. Enumerable.Repeat(0xF81F, Width * Height)], 16, false);
        byte[] masks = [0x00, 0xF8, 0, 0, 0xE0, 0x07, 0, 0, 0x1F, 0, 0, 0];
        Assert.Equal([255, 0, 255], Read(Bitmap(16, 3, false, rows, masks)).Bytes[..3]);
    }

    [Fact]
    public void Run_lengths_of_bytes_are_undone()
    {
        // The lower row: five of 7. The middle one: jump to its fourth pixel, one of 1, one of 2. The upper one: three of 9, then the end.
        byte[] packed = [5, 7, 0, 0, 0, 2, 3, 0, 1, 1, 1, 2, 0, 0, 3, 9, 0, 1];
        Assert.Equal([9, 9, 9, 0, 0, 0, 0, 0, 1, 2, 7, 7, 7, 7, 7], Read(Bitmap(8, 1, false, packed)).Bytes);
    }

    [Fact]
    public void Run_lengths_of_nibbles_are_undone()
    {
        byte[] packed = [5, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 0, 0, 0, 2, 0xAB, 0, 1];
        Assert.Equal([10, 11, 0, 0, 0, 3, 4, 5, 6, 7, 1, 2, 1, 2, 1], Read(Bitmap(4, 2, false, packed)).Bytes);
    }

    [Fact]
    public void Colour_table_is_drawn()
    {
        byte[] file = Bitmap(8, 0, false, Rows([.. Enumerable.Range(0, Width * Height)], 8, false));
        FileReading reading = TestDicom.Inspect(file, "a.bmp");
        DisplayImage picture = Preview.Render(ByteSource.Of(file), reading, 64, ImagingLimits.Default, CancellationToken.None).Value!;
        Assert.Equal(3, picture.Channels);
        Assert.Equal([0, 255, 10, 1, 254, 10], picture.Data[..6]);
    }

    private static PixelArray Read(byte[] file)
    {
        FileReading reading = TestDicom.Inspect(file, "a.bmp");
        Assert.True(reading.IsRead, reading.Refusal?.ToString());
        Reading<PixelArray> pixels = ImageReaders.ReadPixels(ByteSource.Of(file), reading, null, ImagingLimits.Default, CancellationToken.None);
        Assert.True(pixels.IsRead, pixels.Refusal?.ToString());
        return pixels.Value;
    }

    private static byte[] Bitmap(int bits, int compression, bool isTopDown, byte[] pixels, byte[]? masks = null)
    {
        byte[] palette = bits <= 8 ? [.. Enumerable.Range(0, 1 << bits).SelectMany(i => (byte[])[10, (byte)(255 - i), (byte)i, 0])] : masks ?? [];
        int offset = 54 + palette.Length;
        return
        [
            .. "BM"u8, .. BitConverter.GetBytes(offset + pixels.Length), 0, 0, 0, 0, .. BitConverter.GetBytes(offset), 40, 0, 0, 0, .. BitConverter.GetBytes(Width),
            .. BitConverter.GetBytes(isTopDown ? -Height : Height), 1, 0, (byte)bits, 0, .. BitConverter.GetBytes(compression), .. new byte[20], .. palette, .. pixels,
        ];
    }

    private static byte[] Rows(int[] pixels, int bits, bool isTopDown)
    {
        List<byte> rows = [];
        for (int y = 0; y < Height; y++)
        {
            byte[] row = new byte[((Width * bits) + 31) / 32 * 4];
            for (int x = 0; x < Width; x++)
            {
                int value = pixels[((isTopDown ? y : Height - 1 - y) * Width) + x];
                for (int b = 0; b < bits / 8; b++)
                    row[(x * bits / 8) + b] = (byte)(value >> (8 * b));
                if (bits < 8)
                    row[x * bits / 8] |= (byte)(value << (8 - bits - (x * bits % 8)));
            }
            rows.AddRange(row);
        }
        return [.. rows];
    }

    private static byte Five(int value) => (byte)((((value & 31) * 255) + 15) / 31);
}
