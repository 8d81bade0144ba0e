using System.IO.Compression;
using System.Text;
using MedAgg.Learning.Numerics;

namespace MedAgg.Jobs.Tests.Experiments;

/// <summary>A small set in MedMNIST's form: noise, with a bright square in the positive images.</summary>
internal static class MadeNpz
{
    private const int Side = 12;

    public static void Write(string path, int training = 120, int validation = 60, int test = 60, int signal = 90)
    {
        using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string part, int count, ulong seed) in new[] { ("train", training, 1UL), ("val", validation, 2UL), ("test", test, 3UL) })
        {
            Add(archive, $"{part}_images", $"({count}, {Side}, {Side})", Pixels(count, seed, signal));
            Add(archive, $"{part}_labels", $"({count}, 1)", [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]);
        }
    }

    private static byte[] Pixels(int count, ulong seed, int signal)
    {
        byte[] pixels = new byte[count * Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            int image = i / (Side * Side);
            int y = i / Side % Side;
            int x = i % Side;
            bool isLit = image % 2 == 1 && y is > 3 and < 8 && x is > 3 and < 8;
            pixels[i] = (byte)(40 + HashCounter.Below(80, seed, (ulong)i) + (isLit ? signal : 0));
        }

        return pixels;
    }

    private static void Add(ZipArchive archive, string name, string shape, byte[] data)
    {
        string head = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        using Stream entry = archive.CreateEntry(name + ".npy").Open();
        entry.Write([0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)head.Length), .. Encoding.Latin1.GetBytes(head), .. data]);
    }
}
