using System.Globalization;
using System.IO.Compression;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>A source that is unlike every other: pictures, and noise that makes it long.</summary>
internal static class MadeZip
{
    public const int Pictures = 60;

    /// <summary>Files of every set.</summary>
    public const int Files = Pictures + 1;

    public static byte[] Make(int number, int noiseBytes)
    {
        Random random = new(number);
        byte[] noise = new byte[noiseBytes];
        random.NextBytes(noise);
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < Pictures; i++)
                Put(zip, string.Create(CultureInfo.InvariantCulture, $"case-{i / 10}/{i:000}.png"), Hostile.Png(32 + i, 32 + i, (byte)random.Next(256)));
            Put(zip, "noise.bin", noise);
        }

        return bytes.ToArray();
    }

    private static void Put(ZipArchive zip, string name, byte[] content)
    {
        using Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }
}
