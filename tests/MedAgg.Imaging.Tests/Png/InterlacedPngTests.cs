using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Png;

/// <summary>Adam7 pictures made pass by pass, checked by what was put in and, where it is installed, by Pillow.</summary>
public sealed class InterlacedPngTests
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(19, 11)]
    [InlineData(64, 33)]
    public void Interlaced_pixels_come_in_their_places(int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)((i * 5) ^ (i / 3)))];
        byte[] png = Png(pixels, width, height);
        Reading<PixelArray> read = ImageReaders.ReadPixels(ByteSource.Of(png), TestDicom.Inspect(png, "a.png"), null, ImagingLimits.Default, CancellationToken.None);
        Assert.True(read.IsRead, read.Refusal?.ToString());
        Assert.Equal(pixels, read.Value.Bytes);
        if (Pillow.Hash(png, ".png") is { } hash)
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(read.Value.Bytes)));
    }

    private static byte[] Png(byte[] pixels, int width, int height)
    {
        using MemoryStream data = new();
        using (ZLibStream zlib = new(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach ((int x0, int y0, int stepX, int stepY) in Passes.Where(p => p.X < width))
            {
                for (int y = y0; y < height; y += stepY)
                {
                    zlib.WriteByte(0);
                    for (int x = x0; x < width; x += stepX)
                        zlib.Write(pixels, ((y * width) + x) * 3, 3);
                }
            }
        }
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9], head[12]) = (8, 2, 1);
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR", head), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        byte[] length = new byte[4];
        byte[] check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(body));
        return [.. length, .. body, .. check];
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int i = 0; i < 8; i++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
