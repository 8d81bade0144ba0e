using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Tiff;

/// <summary>Tiled and striped TIFF files made tag by tag, checked by what was put in and, where it is installed, by Pillow.</summary>
public sealed class TiffPixelsTests
{
    private const int Width = 37;
    private const int Height = 21;

    [Theory]
    [InlineData(true, 8, 1, false)]
    [InlineData(true, 8, 1, true)]
    [InlineData(true, 8, 3, true)]
    [InlineData(true, 16, 1, true)]
    [InlineData(false, 8, 3, true)]
    [InlineData(false, 16, 1, false)]
    public void Deflated_tiles_and_strips_come_back(bool isTiled, int bits, int samples, bool hasPredictor)
    {
        byte[] pixels = [.. Enumerable.Range(0, Width * Height * samples * bits / 8).Select(i => (byte)((i * i / 11) + i))];
        byte[] tiff = Tiff(pixels, isTiled, bits, samples, hasPredictor);
        Reading<PixelArray> read = ImageReaders.ReadPixels(ByteSource.Of(tiff), TestDicom.Inspect(tiff, "a.tif"), 0, ImagingLimits.Default, CancellationToken.None);
        Assert.True(read.IsRead, read.Refusal?.ToString());
        Assert.Equal(pixels, read.Value.Bytes);
        if (Pillow.Hash(tiff, ".tif") is { } hash)
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(read.Value.Bytes)));
    }

    private static byte[] Tiff(byte[] pixels, bool isTiled, int bits, int samples, bool hasPredictor)
    {
        int chunkWidth = isTiled ? 16 : Width;
        int chunkHeight = isTiled ? 16 : 8;
        int pixel = samples * bits / 8;
        List<byte[]> chunks = [];
        for (int top = 0; top < Height; top += chunkHeight)
        {
            for (int left = 0; left < Width; left += chunkWidth)
                chunks.Add(Zlib(Chunk(pixels, left, top, chunkWidth, isTiled ? chunkHeight : Math.Min(chunkHeight, Height - top), pixel, samples, bits, hasPredictor)));
        }
        List<(ushort Tag, ushort Type, int[] Values)> entries =
        [
            (256, 3, [Width]), (257, 3, [Height]), (258, 3, [.. Enumerable.Repeat(bits, samples)]), (259, 3, [8]), (262, 3, [samples == 3 ? 2 : 1]), (277, 3, [samples]), (317, 3, [hasPredictor ? 2 : 1]),
        ];
        int[] sizes = [.. chunks.Select(c => c.Length)];
        int[] offsets = [.. sizes.Select((_, i) => 8 + sizes.Take(i).Sum())];
        entries.AddRange(isTiled
            ? [(322, 3, [chunkWidth]), (323, 3, [chunkHeight]), (324, 4, offsets), (325, 4, sizes)]
            : [(273, 4, offsets), (278, 3, [chunkHeight]), (279, 4, sizes)]);
        return File(chunks, [.. entries.OrderBy(e => e.Tag)]);
    }

    private static byte[] Chunk(byte[] pixels, int left, int top, int width, int height, int pixel, int samples, int bits, bool hasPredictor)
    {
        byte[] chunk = new byte[width * height * pixel];
        for (int y = 0; y < Math.Min(height, Height - top); y++)
            pixels.AsSpan((((top + y) * Width) + left) * pixel, Math.Min(width, Width - left) * pixel).CopyTo(chunk.AsSpan(y * width * pixel));
        for (int y = 0; y < height && hasPredictor; y++)
        {
            Span<byte> line = chunk.AsSpan(y * width * pixel, width * pixel);
            for (int i = line.Length - (bits / 8); i >= pixel; i -= bits / 8)
            {
                if (bits == 8)
                    line[i] -= line[i - samples];
                else
                    BinaryPrimitives.WriteUInt16LittleEndian(line[i..], (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(line[i..]) - BinaryPrimitives.ReadUInt16LittleEndian(line[(i - pixel)..])));
            }
        }
        return chunk;
    }

    private static byte[] File(List<byte[]> chunks, (ushort Tag, ushort Type, int[] Values)[] entries)
    {
        List<byte> file = [(byte)'I', (byte)'I', 42, 0, 0, 0, 0, 0, .. chunks.SelectMany(c => c)];
        if (file.Count % 2 == 1)
            file.Add(0);
        List<byte> directory = [.. U16(entries.Length)];
        int behind = file.Count + 2 + (12 * entries.Length) + 4;
        List<byte> far = [];
        foreach ((ushort tag, ushort type, int[] values) in entries)
        {
            byte[] bytes = [.. values.SelectMany(v => type == 3 ? U16(v) : U32(v))];
            directory.AddRange([.. U16(tag), .. U16(type), .. U32(values.Length)]);
            directory.AddRange(bytes.Length <= 4 ? [.. bytes, .. new byte[4 - bytes.Length]] : U32(behind + far.Count));
            if (bytes.Length > 4)
                far.AddRange(bytes);
        }
        byte[] whole = [.. file, .. directory, 0, 0, 0, 0, .. far];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), file.Count);
        return whole;
    }

    private static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] U32(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Zlib(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Optimal))
            stream.Write(bytes);
        return packed.ToArray();
    }
}
